import { asError } from '@parlance/client';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useConnection } from '../connection/Banner';
import { Glyph } from '../ground/Glyph';
import { openPane } from '../ground/route';
import { onEvent } from '../live';
import { Bones } from '../messages/Bones';
import { MessageView, PendingView } from '../messages/Message';
import { useOutbox } from '../messages/outbox';
import { rowsOf } from '../messages/rows';
import { useEditing } from '../messages/useEditing';
import { walkMessages } from '../messages/walk';
import { Writing } from '../messages/Writing';
import { t } from '../words';
import { useWorld } from '../world';
import { loadThread } from './load';
import type { Thread } from './state';

interface Props {
  channel: number;
  id: string;
  /** The one that a link names. */
  reply?: string;
}

export function ThreadPane({ channel, id, reply }: Props) {
  const thread = useWorld((world) => world.threads[id]);
  const loaded = useWorld((world) => world.conversations.loaded);
  const { via } = useConnection();
  const [missing, setMissing] = useState(false);
  // Each time that there is a way again: what could not be loaded before can be now.
  const reachable = loaded && via !== 'none';
  useEffect(() => {
    if (!reachable) return;
    const load = () =>
      loadThread(id).catch((reason: unknown) => {
        if (!asError(reason).retryable) setMissing(true);
      });
    void load();
    return onEvent((event) => {
      if (event.type === 'gap' && event.data.channel_id === channel) void load();
    });
  }, [channel, id, reachable]);
  return (
    <aside className="pane" aria-label={t('thread')}>
      <header className="bar">
        <h2 className="title">{t('thread')}</h2>
        <button type="button" className="icon" aria-label={t('close')} onClick={() => openPane(null)}>
          <Glyph name="close" />
        </button>
      </header>
      {thread && thread.parent.channel_id === channel ? (
        <Talk thread={thread} reply={reply} />
      ) : missing ? (
        <p className="void quiet">{t('messageNotFound')}</p>
      ) : (
        <Bones />
      )}
    </aside>
  );
}

function Talk({ thread, reply }: { thread: Thread; reply?: string }) {
  const { parent, replies } = thread;
  const me = useWorld((world) => world.me.id);
  const entries = useOutbox(parent.channel_id, parent.id);
  const edit = useEditing(replies, me);
  const rows = rowsOf({ messages: replies, entries, me, atStart: false, readTo: null });
  const scroller = useStickToEnd(rows.length, reply);
  return (
    <>
      <div
        ref={scroller}
        className="scroll"
        role="log"
        aria-live="off"
        aria-label={t('thread')}
        tabIndex={0}
        onKeyDown={walkMessages}
      >
        <MessageView message={parent} first inThread onEdit={edit.setEditing} />
        <div className="divider">
          {replies.length > 0
            ? t('replies', { count: replies.length })
            : thread.loading
              ? ''
              : t('noReplies')}
        </div>
        {rows.map((row) => {
          switch (row.kind) {
            case 'message':
              return (
                <MessageView
                  key={row.key}
                  message={row.message}
                  first={row.first}
                  inThread
                  marked={row.message.id === reply}
                  onEdit={edit.setEditing}
                />
              );
            case 'pending':
              return <PendingView key={row.key} entry={row.entry} first={row.first} />;
            default:
              return null;
          }
        })}
      </div>
      <Writing channel={parent.channel_id} parent={parent.id} label={t('replyIn')} autoFocus edit={edit} />
    </>
  );
}

/** Whoever is at the end of the thread stays there when something is added; a reply that is linked to comes first. */
function useStickToEnd(count: number, reply?: string) {
  const box = useRef<HTMLDivElement>(null);
  const stick = useRef(true);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      stick.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (reply !== undefined && reply !== shown.current) {
      stick.current = false;
      const meant = element.querySelector(`[data-message="${reply}"]`);
      if (!meant) return;
      shown.current = reply;
      meant.scrollIntoView({ block: 'center' });
    } else if (stick.current) element.scrollTop = element.scrollHeight;
  }, [count, reply]);
  return box;
}
