import type { Message } from '@parlance/client';
import { Glyph } from '../ground/Glyph';
import { openPane } from '../ground/route';
import { nameOf } from '../people/state';
import { t } from '../words';
import { useWorld } from '../world';
import { plain } from './markdown/plain';

/** A reply that is new, in the place where it was said: what else there is of it is in its thread. */
export function ReplyLine({ message }: { message: Message }) {
  const me = useWorld((world) => world.me.id);
  const { id, parent_id: parent, sender, content, mentions } = message;
  return (
    <button
      type="button"
      className={mentions.includes(me) ? 'reply-line to-me' : 'reply-line'}
      data-reply={id}
      onClick={() => openPane({ kind: 'thread', id: parent ?? id, reply: id })}
    >
      <Glyph name="reply" />
      <span className="clip" dir="auto">
        {t('repliedInThread', { name: nameOf(sender), text: plain(content ?? '') })}
      </span>
    </button>
  );
}
