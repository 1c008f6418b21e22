import type { Conversation } from '@parlance/client';
import { memo } from 'react';
import { followLink } from '../ground/route';
import { useSettings } from '../ground/settings';
import { useHasDraft } from '../messages/drafts';
import { Dot } from '../presence/Dot';
import { t } from '../words';
import { Sigil } from './Sigil';
import { otherOf, titleOf } from './names';

interface Props {
  conversation: Conversation;
  me: number;
  open: boolean;
}

export const RoomLink = memo(function RoomLink({ conversation: one, me, open }: Props) {
  const draft = useHasDraft(String(one.id));
  const muted = useSettings().muted[one.id] === true;
  const other = otherOf(one, me);
  const unread = one.unread_count > 0 && !muted;
  const className = `room${unread ? ' unread' : ''}${muted ? ' muted' : ''}`;
  const preview = one.topic ?? undefined;
  return (
    <li>
      <a
        className={className}
        href={`/c/${one.id}`}
        aria-current={open ? 'page' : undefined}
        title={preview}
        data-room={one.id}
        onClick={followLink}
      >
        <span className="sigil">{other === null ? <Sigil kind={one.kind} /> : <Dot userId={other} />}</span>
        <span className="clip" dir="auto">
          {titleOf(one, me)}
        </span>
        <span className="tail">
          {draft && !open && <span className="draft-mark">{t('draft')}</span>}
          {muted && <span className="unseen">{t('muted')}</span>}
          {one.mention_count > 0 && (
            <span className="badge">
              <span aria-hidden="true">@{one.mention_count}</span>
              <span className="unseen">{t('mentionCount', { count: one.mention_count })}</span>
            </span>
          )}
          {one.unread_count > 0 && (
            <span className="count">
              <span aria-hidden="true">{one.unread_count > 999 ? '999+' : one.unread_count}</span>
              <span className="unseen">{t('unreadCount', { count: one.unread_count })}</span>
            </span>
          )}
        </span>
      </a>
    </li>
  );
});
