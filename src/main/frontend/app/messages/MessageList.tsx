import type { Conversation, Message, OutboxEntry } from '@parlance/client';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Glyph } from '../ground/Glyph';
import { dayName } from '../ground/time';
import { looking, readUpTo } from '../readstate/reading';
import { t } from '../words';
import { Beginning } from './Beginning';
import { loadFirst, loadNewer, loadOlder } from './load';
import { MessageView, PendingView } from './Message';
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
/** As far from the end one still counts as being there. */
const slack = 48;

export function MessageList(props: Props) {
  const { conversation, timeline, entries, me, readTo, marked } = props;
  const { messages, hasOlder, hasNewer } = timeline;
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => rowsOf({ messages, entries, me, atStart: !hasOlder, readTo }),
    [messages, entries, me, hasOlder, readTo],
  );
  const [atEnd, setAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(conversation.last_seq);
  const stick = useRef(true);
  const shift = usePrepended(rows);

  const toEnd = useCallback(() => {
    stick.current = true;
    list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' });
  }, []);

  // The first position: at the message of the link, at the "New" line, or at the end.
  const placed = useRef<string | null>(null);
  useLayoutEffect(() => {
    const wanted = marked ?? 'opening';
    if (placed.current === wanted || rows.length === 0) return;
    const byLink = marked === null ? -1 : indexOfMessage(rows, marked);
    if (marked !== null && byLink < 0) return;
    const first = placed.current === null;
    placed.current = wanted;
    const divider = rows.findIndex((row) => row.kind === 'new');
    const target = byLink >= 0 ? byLink : divider;
    stick.current = target < 0;
    if (target >= 0)
      list.current?.scrollToIndex(target, {
        align: byLink >= 0 ? 'center' : 'start',
        offset: byLink >= 0 ? 0 : -48,
      });
    else if (first) toEnd();
  }, [rows, marked, toEnd]);

  // Whoever is at the end stays there; whoever reads history is not moved.
  const mine = entries.length;
  const before = useRef(mine);
  useLayoutEffect(() => {
    if (mine > before.current) stick.current = true;
    before.current = mine;
    if (stick.current && !hasNewer) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows, mine, hasNewer]);

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle) return;
    const rest = handle.scrollSize - handle.scrollOffset - handle.viewportSize;
    const end = rest <= slack && !hasNewer;
    setAtEnd(end);
    if (handle.scrollOffset < near && hasOlder) void loadOlder(conversation.id);
    if (rest < near && hasNewer) void loadNewer(conversation.id);
    const bottom = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 8);
    const seq = end ? conversation.last_seq : seqAt(rows, bottom);
    if (end && looking()) setSeenSeq(seq);
    if (seq > 0) readUpTo(conversation.id, seq);
  }, [conversation.id, conversation.last_seq, hasNewer, hasOlder, rows]);

  const scrolled = () => {
    const handle = list.current;
    if (!handle) return;
    stick.current = handle.scrollSize - handle.scrollOffset - handle.viewportSize <= slack && !hasNewer;
    look();
  };

  // What is on the screen is read as soon as somebody looks.
  useEffect(() => {
    look();
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);

  // The box gets smaller (keyboard, composer) or rows grow: the end stays the end.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      if (stick.current) list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' });
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const fresh = useMemo(
    () => messages.filter((message) => message.seq > seenSeq && message.sender_id !== me).length,
    [messages, seenSeq, me],
  );
  const jump = () => {
    if (hasNewer) void loadFirst(conversation.id).then(() => requestAnimationFrame(toEnd));
    else toEnd();
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
            if (stick.current) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
            // Only now is it known what fits on the screen: a short conversation never scrolls.
            look();
          }}
        >
          {(row) => (
            <RowView
              key={row.key}
              row={row}
              marked={marked}
              conversation={conversation}
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
  onEdit: (message: Message) => void;
}) {
  const { row } = props;
  switch (row.kind) {
    case 'start':
      return <Beginning conversation={props.conversation} />;
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
    if (row?.kind === 'message') return row.message.seq;
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
  rows.find((row) => row.kind === 'message' || row.kind === 'start')?.key;
