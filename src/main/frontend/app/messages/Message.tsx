import type { Message, OutboxEntry } from '@parlance/client';
import { memo, useState } from 'react';
import { Glyph } from '../ground/Glyph';
import { followLink, openPane } from '../ground/route';
import { ago, clock, exact } from '../ground/time';
import { client, ways } from '../live';
import { Face } from '../people/Face';
import { nameOf } from '../people/state';
import { Reactions } from '../reactions/Reactions';
import { t } from '../words';
import { useWorld } from '../world';
import { Text } from './markdown/Text';
import { Tools } from './Tools';

/** After a touch some browsers say that something is hovered for as long as nothing else is touched. */
const hovers = matchMedia('(hover: hover)');

interface Props {
  message: Message;
  first: boolean;
  /** In a thread's pane there is no further thread. */
  inThread?: boolean;
  marked?: boolean;
  onEdit: (message: Message) => void;
}

/** One message. It takes part in the walk by arrows; its tools are there while it is hovered or has the focus. */
export const MessageView = memo(function MessageView({ message, first, inThread, marked, onEdit }: Props) {
  const me = useWorld((world) => world.me.id);
  const name = useWorld((world) => world.people[message.sender_id]?.name) ?? message.sender.username;
  const [near, setNear] = useState({ pointer: false, focus: false });
  const toMe = message.mentions.includes(me) && !message.deleted;
  const className = `message${first ? ' first' : ''}${toMe ? ' to-me' : ''}${marked ? ' marked' : ''}`;
  return (
    <article
      className={className}
      tabIndex={-1}
      data-message={message.id}
      data-seq={message.seq}
      aria-label={`${name}, ${clock(message.created_at)}`}
      onPointerEnter={() => setNear((old) => ({ ...old, pointer: hovers.matches }))}
      onPointerLeave={() => setNear((old) => ({ ...old, pointer: false }))}
      onFocus={() => setNear((old) => ({ ...old, focus: true }))}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setNear((old) => ({ ...old, focus: false }));
      }}
    >
      <div className="gutter">
        {first ? <Face id={message.sender_id} name={name} /> : <Time message={message} />}
      </div>
      <div className="body">
        {first && (
          <div className="byline">
            <span className="author clip" dir="auto">
              {name}
            </span>
            <Time message={message} />
          </div>
        )}
        {message.deleted || message.content === null ? (
          <p className="gone">{t('deleted')}</p>
        ) : (
          <Text source={message.content} />
        )}
        {message.edited_at && !message.deleted && (
          <span className="note" title={t('editedAt', { time: exact(message.edited_at) })}>
            {t('edited')}
          </span>
        )}
        <Reactions message={message} />
        {!inThread && message.reply_count > 0 && <ThreadLink message={message} />}
      </div>
      {(near.pointer || near.focus) && !message.deleted && (
        <Tools message={message} inThread={inThread === true} onEdit={onEdit} />
      )}
    </article>
  );
});

function Time({ message }: { message: Message }) {
  const way = ways.get(message.id);
  const told = way ? ` – ${t(way === 'rest' ? 'viaRest' : 'viaWebsocket')}` : '';
  return (
    <a
      className="quiet"
      href={`/c/${message.channel_id}/${message.id}`}
      tabIndex={-1}
      title={exact(message.created_at) + told}
      onClick={followLink}
    >
      <time dateTime={message.created_at}>{clock(message.created_at)}</time>
    </a>
  );
}

function ThreadLink({ message }: { message: Message }) {
  return (
    <button
      type="button"
      className="thread-link"
      onClick={() => openPane({ kind: 'thread', id: message.id })}
    >
      {t('replies', { count: message.reply_count })}
      {message.last_reply_at && (
        <span className="note">{t('lastReply', { time: ago(message.last_reply_at) })}</span>
      )}
    </button>
  );
}

/** Written but not acknowledged. Its height is that of the message it becomes, so that nothing moves then. */
export const PendingView = memo(function PendingView({
  entry,
  first,
}: {
  entry: OutboxEntry;
  first: boolean;
}) {
  const me = useWorld((world) => world.me);
  const failed = entry.state === 'failed';
  const { outbox } = client();
  return (
    <article
      className={`message ${failed ? 'failed' : 'pending'}${first ? ' first' : ''}`}
      tabIndex={-1}
      data-client-id={entry.client_id}
      data-state={entry.state}
      aria-label={`${me.name}, ${t(failed ? 'failed' : 'sending', { reason: '' })}`}
    >
      <div className="gutter" title={t(failed ? 'failed' : 'sending', { reason: '' })}>
        {first ? <Face id={me.id} name={nameOf(me)} /> : <Glyph name={failed ? 'info' : 'clock'} />}
      </div>
      <div className="body">
        {first && (
          <div className="byline">
            <span className="author clip" dir="auto">
              {nameOf(me)}
            </span>
            {!failed && <time className="quiet">{t('sending')}</time>}
          </div>
        )}
        <Text source={entry.content} />
        {failed && (
          <div className="fate">
            <span className="error">{t('failed', { reason: entry.error?.message ?? '' })}</span>
            <button type="button" onClick={() => outbox.retry(entry.client_id)}>
              {t('retry')}
            </button>
            <button type="button" onClick={() => outbox.discard(entry.client_id)}>
              {t('discard')}
            </button>
          </div>
        )}
      </div>
    </article>
  );
});
