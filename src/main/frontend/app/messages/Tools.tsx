import type { Message } from '@parlance/client';
import { Glyph } from '../ground/Glyph';
import { Menu } from '../ground/Menu';
import { openPane } from '../ground/route';
import { ask } from '../ground/ui';
import { attempt, client } from '../live';
import { ReactMenu } from '../reactions/ReactMenu';
import { markUnread } from '../readstate/reading';
import { t } from '../words';
import { useWorld } from '../world';
import { canManage } from '../conversations/names';
import { copyText } from './outbox';

interface Props {
  message: Message;
  inThread: boolean;
  onEdit: (message: Message) => void;
}

export function Tools({ message, inThread, onEdit }: Props) {
  return (
    <div className="tools" role="group" aria-label={t('messageActions')}>
      <ReactMenu message={message} />
      {!inThread && (
        <button
          type="button"
          className="icon"
          aria-label={t('reply')}
          title={t('reply')}
          onClick={() => openPane({ kind: 'thread', id: message.parent_id ?? message.id })}
        >
          <Glyph name="reply" />
        </button>
      )}
      <Menu label={t('more')} face={<Glyph name="more" />}>
        {() => <Entries message={message} inThread={inThread} onEdit={onEdit} />}
      </Menu>
    </div>
  );
}

function Entries({ message, inThread, onEdit }: Props) {
  const mine = useWorld((world) => world.me.id === message.sender_id);
  const manager = useWorld((world) => {
    const one = world.conversations.byId[message.channel_id];
    return one !== undefined && canManage(one);
  });
  const link = new URL(`/c/${message.channel_id}/${message.id}`, location.href).href;
  const remove = () =>
    ask({
      title: t('deleteQuestion'),
      hint: t('deleteHint'),
      yes: t('delete'),
      then: () => attempt(() => client().deleteMessage(message.id)),
    });
  return (
    <>
      {mine && (
        <button type="button" onClick={() => onEdit(message)}>
          <Glyph name="edit" />
          {t('edit')}
        </button>
      )}
      <button type="button" onClick={() => void copyText(message.content ?? '')}>
        <Glyph name="copy" />
        {t('copyText')}
      </button>
      <button type="button" onClick={() => void copyText(link, t('linkCopied'))}>
        <Glyph name="link" />
        {t('copyLink')}
      </button>
      {!inThread && (
        <button type="button" onClick={() => markUnread(message)}>
          <Glyph name="unread" />
          {t('markUnread')}
        </button>
      )}
      {(mine || manager) && (
        <>
          <hr />
          <button type="button" className="danger" onClick={() => remove()}>
            <Glyph name="trash" />
            {t('delete')}
          </button>
        </>
      )}
    </>
  );
}
