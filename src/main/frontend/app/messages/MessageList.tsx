import type { Conversation, Message, OutboxEntry } from '@parlance/client';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Glyph } from '../ground/Glyph';
import { unmark } from '../ground/route';
import { dayName } from '../ground/time';
import { looking, readUpTo } from '../readstate/reading';
import { t } from '../words';
import { Beginning } from './Beginning';
import { loadFirst, loadNewer, loadOlder } from './load';
import { MessageView, PendingView } from './Message';
import { below, isAtEnd, Place } from './place';
import { ReplyLine } from './ReplyLine';
import { indexOfMessage, rowsOf, type Row } from './rows';
import type { Timeline } from './state';
import { walkMessages } from './walk';

interface Props {
  conversation: Conversation;
  title: string;
  me: number;
  timeline: Timeline;
  entries: readonly OutboxEntry[];
  /** Where reading had stopped when the conversation was opened. */
  readTo: number | null;
  marked: string | null;
  onEdit: (message: Message) => void;
}

/** Nearer to an edge than this and the next page is fetched. */
const near = 900;

export function MessageList(props: Props) {
  const { conversation, timeline, entries, me, readTo, marked } = props;
  const { messages, replies, hasOlder, hasNewer, failed } = timeline;
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  // Where nothing could be loaded nobody knows what comes before.
  const atStart = !hasOlder && (messages.length > 0 || !failed);
  const rows = useMemo(
    () => rowsOf({ messages, replies, entries, me, atStart, readTo }),
    [messages, replies, entries, me, atStart, readTo],
  );
  const [atEnd, setAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(conversation.last_seq);
  const shift = usePrepended(rows);

  const [place] = useState(() => new Place());
  const settle = useCallback(() => {
    if (scroller.current && list.current) place.take(scroller.current, list.current, rows, !hasNewer);
  }, [place, rows, hasNewer]);

  // The first position: at the message of the link, at the "New" line, or at the end.
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const wanted = marked ?? 'opening';
    if (shown.current === wanted || rows.length === 0) return;
    const byLink = marked === null ? -1 : indexOfMessage(rows, marked);
    if (marked !== null && byLink < 0) return;
    const unread = shown.current === null ? rows.findIndex((row) => row.kind === 'new') + 1 : 0;
    shown.current = wanted;
    const row = byLink >= 0 ? rows[byLink] : unread > 0 ? rows[unread] : undefined;
    if (row) place.keep({ key: row.key, align: byLink >= 0 ? 'center' : 'start' });
  }, [rows, marked, place]);

  // Whoever is at the end stays there, also with an answer of one's own; whoever reads history is not moved.
  const mine = entries.length;
  const before = useRef(mine);
  useLayoutEffect(() => {
    if (mine > before.current) place.keep('end');
    before.current = mine;
    settle();
  }, [mine, place, settle]);

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    const end = isAtEnd(handle) && !hasNewer;
    setAtEnd(end);
    if (handle.scrollOffset < near && hasOlder) void loadOlder(conversation.id);
    if (below(handle) < near && hasNewer) void loadNewer(conversation.id);
    const bottom = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 8);
    const seq = end ? conversation.last_seq : seqAt(rows, bottom);
    if (end && looking()) setSeenSeq(seq);
    if (seq > 0) readUpTo(conversation.id, seq);
  }, [conversation.id, conversation.last_seq, hasNewer, hasOlder, rows]);

  // While the latest part is on its way nobody leaves the end.
  const scrolled = () => {
    const box = scroller.current;
    if (!box || !list.current) return;
    if (isAtEnd(list.current) && !hasNewer) place.keep('end');
    else if (place.isLeft(box) && timeline.loading !== 'first') place.keep(null);
    look();
  };

  // What is on the screen is read as soon as somebody looks; a page that failed is asked for again with the way back.
  useEffect(() => {
    look();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look, failed]);

  // The box gets smaller (keyboard, composer) or rows grow: the end stays the end.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(settle);
    observer.observe(box);
    return () => observer.disconnect();
  }, [settle]);

  const fresh = useMemo(
    () => messages.filter((message) => message.seq > seenSeq && message.sender_id !== me).length,
    [messages, seenSeq, me],
  );
  // The address no longer names the message that one leaves: it would be shown again.
  const jump = () => {
    place.keep('end');
    unmark();
    if (hasNewer) void loadFirst(conversation.id);
    else settle();
  };

  return (
    <div className="log">
      <div
        ref={scroller}
        className="scroll"
        role="log"
        aria-live="off"
        aria-label={t('messagesIn', { name: props.title })}
        id="messages"
        tabIndex={0}
        onKeyDown={walkMessages}
      >
        <Virtualizer
          ref={list}
          data={rows}
          shift={shift}
          bufferSize={600}
          onScroll={scrolled}
          onResize={() => {
            settle();
            // Only now is it known what fits on the screen: a short conversation never scrolls.
            scrolled();
          }}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              marked={marked}
              conversation={conversation}
              alone={rows.length === 1}
              onEdit={props.onEdit}
            />
          )}
        </Virtualizer>
      </div>
      {!atEnd && (
        <button type="button" className="latest" onClick={jump}>
          <Glyph name="down" /> {fresh > 0 ? t('jumpToLatestNew', { count: fresh }) : t('jumpToLatest')}
        </button>
      )}
    </div>
  );
}

function RowView(props: {
  row: Row;
  marked: string | null;
  conversation: Conversation;
  alone: boolean;
  onEdit: (message: Message) => void;
}) {
  const { row } = props;
  switch (row.kind) {
    case 'start':
      return <Beginning conversation={props.conversation} empty={props.alone} />;
    case 'day':
      return (
        <h3 className="divider">
          <time dateTime={row.at.slice(0, 10)}>{dayName(row.at)}</time>
        </h3>
      );
    case 'new':
      return (
        <div className="divider new" role="separator" aria-label={t('newDivider')}>
          {t('newDivider')}
        </div>
      );
    case 'reply':
      return <ReplyLine message={row.message} />;
    case 'message':
      return (
        <MessageView
          message={row.message}
          first={row.first}
          marked={row.message.id === props.marked}
          onEdit={props.onEdit}
        />
      );
    case 'pending':
      return <PendingView entry={row.entry} first={row.first} />;
  }
}

function seqAt(rows: readonly Row[], index: number): number {
  for (let i = Math.min(index, rows.length - 1); i >= 0; i -= 1) {
    const row = rows[i];
    if (row?.kind === 'message' || row?.kind === 'reply') return row.message.seq;
  }
  return 0;
}

/** True for the rendering in which rows were put in above and nothing changed below: then the end is what stays. */
function usePrepended(rows: readonly Row[]): boolean {
  const [known, setKnown] = useState({ rows, shift: false });
  if (known.rows === rows) return known.shift;
  const before = known.rows;
  const sameEnd = rows.length > 0 && rows[rows.length - 1]?.key === before[before.length - 1]?.key;
  const shift = sameEnd && rows.length !== before.length && firstMessage(rows) !== firstMessage(before);
  setKnown({ rows, shift });
  return shift;
}

const firstMessage = (rows: readonly Row[]) =>
  rows.find((row) => row.kind !== 'day' && row.kind !== 'new')?.key;
