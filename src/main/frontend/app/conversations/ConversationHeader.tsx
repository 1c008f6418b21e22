import type { Conversation } from '@parlance/client';
import { Glyph } from '../ground/Glyph';
import { go, openPane, useRoute } from '../ground/route';
import { Dot } from '../presence/Dot';
import { t } from '../words';
import { useWorld } from '../world';
import { otherOf } from './names';
import { Sigil } from './Sigil';

export function ConversationHeader({
  conversation: one,
  title,
}: {
  conversation: Conversation;
  title: string;
}) {
  const me = useWorld((world) => world.me.id);
  const route = useRoute();
  const other = otherOf(one, me);
  const about = route.page === 'conversation' && route.pane?.kind === 'about';
  return (
    <header className="bar">
      <button
        type="button"
        className="icon only-narrow"
        aria-label={t('toList')}
        onClick={() => go({ page: 'home' })}
      >
        <Glyph name="back" />
      </button>
      <div className="title">
        <h2>
          {other === null ? <Sigil kind={one.kind} /> : null}
          <span className="clip" dir="auto">
            {title}
          </span>
        </h2>
        <div className="clip small quiet" dir="auto">
          {other !== null ? <Dot userId={other} word /> : (one.topic ?? '')}
        </div>
      </div>
      <button
        type="button"
        className="icon"
        aria-pressed={about}
        aria-label={`${t('details')}, ${t('memberCount', { count: one.participant_count })}`}
        title={t('details')}
        onClick={() => openPane(about ? null : { kind: 'about' })}
      >
        <Glyph name={other === null ? 'people' : 'info'} />
      </button>
    </header>
  );
}
