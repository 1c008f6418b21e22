import type { Message, OutboxEntry } from '@parlance/client';
import { dayKey } from '../ground/time';
import { merged } from './change';

/** What stands in the list, from top to bottom. A row keeps its key from pending to acknowledged. */
export type Row =
  | { kind: 'start'; key: string }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'reply'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; first: boolean }
  | { kind: 'pending'; key: string; entry: OutboxEntry; first: boolean };

interface View {
  messages: readonly Message[];
  /** Those that were not read when the view was opened are told of in their place. */
  replies?: readonly Message[];
  entries: readonly OutboxEntry[];
  me: number;
  atStart: boolean;
  /** The last seq that was read when the view was opened; null without a divider. */
  readTo: number | null;
}

const together = 5 * 60_000;

export function rowsOf({ messages, replies = [], entries, me, atStart, readTo }: View): Row[] {
  const rows: Row[] = [];
  let day = '';
  let before: { sender: number; at: number } | null = null;
  let divided = false;
  if (atStart) rows.push({ kind: 'start', key: 'start' });

  const turn = (at: string): void => {
    const today = dayKey(at);
    if (today === day) return;
    day = today;
    rows.push({ kind: 'day', key: `day ${today}`, at });
    before = null;
  };
  const open = (sender: number, at: string): boolean => {
    const time = Date.parse(at);
    const first = before === null || before.sender !== sender || time - before.at > together;
    before = { sender, at: time };
    return first;
  };

  const isNew = (message: Message) => readTo !== null && message.seq > readTo && message.sender_id !== me;
  const told = new Set(replies.filter((reply) => isNew(reply) && !reply.deleted));

  const acknowledged = new Set<string>();
  for (const message of merged(messages, [...told])) {
    turn(message.created_at);
    if (!divided && isNew(message)) {
      divided = true;
      rows.push({ kind: 'new', key: 'new' });
      before = null;
    }
    if (told.has(message)) {
      rows.push({ kind: 'reply', key: `reply ${message.id}`, message });
      before = null;
      continue;
    }
    const first = open(message.sender_id, message.created_at);
    const mine = message.sender_id === me && message.client_id !== null;
    if (mine) acknowledged.add(message.client_id ?? '');
    rows.push({
      kind: 'message',
      key: mine ? (message.client_id ?? message.id) : message.id,
      message,
      first,
    });
  }
  for (const entry of entries) {
    if (acknowledged.has(entry.client_id)) continue;
    turn(entry.created_at);
    rows.push({ kind: 'pending', key: entry.client_id, entry, first: open(me, entry.created_at) });
  }
  return rows;
}

export function indexOfMessage(rows: readonly Row[], id: string): number {
  return rows.findIndex((row) => row.kind === 'message' && row.message.id === id);
}
