import type { Sent } from './entry.ts';
import type { Message } from './model.ts';
import type { LogEvent, ParentInfo, ServerFrame, StateEvent } from './protocol.ts';

// What the SDK tells an application: the server's events, each once and in order, and a few of its own.

/** What was missed is more than can be replayed: load the conversation again. */
export interface GapEvent {
  type: 'gap';
  data: { channel_id: number; last_seq: number };
}

/** The position of a conversation is known, and everything after it will be told. */
export interface JoinedEvent {
  type: 'joined';
  data: { channel_id: number; last_seq: number };
}

/** Not a member, or there is no such conversation; the server does not tell which. */
export interface DeniedEvent {
  type: 'denied';
  data: { channel_id: number };
}

/** A message of the outbox is acknowledged; told before its entry goes, so that it can take the entry's place. */
export interface SentEvent {
  type: 'sent';
  data: { channel_id: number; client_id: string; method: 'websocket' | 'rest'; message: Message };
}

export type LocalEvent = GapEvent | JoinedEvent | DeniedEvent | SentEvent;
export type ParlanceEvent = LogEvent | StateEvent | LocalEvent;

const logTypes: Record<LogEvent['type'], true> = {
  new_message: true,
  new_reply: true,
  message_updated: true,
  message_deleted: true,
  reaction_added: true,
  reaction_removed: true,
};

const stateTypes: Record<StateEvent['type'], true> = {
  channel_created: true,
  channel_updated: true,
  channel_deleted: true,
  member_joined: true,
  member_left: true,
  unread_count_updated: true,
  read_receipt: true,
  user_typing: true,
  user_status: true,
  token_expiring: true,
  server_notice: true,
};

export const isLogEvent = <F extends ServerFrame | ParlanceEvent>(frame: F): frame is F & LogEvent =>
  Object.hasOwn(logTypes, frame.type);
export const isStateEvent = <F extends ServerFrame | ParlanceEvent>(frame: F): frame is F & StateEvent =>
  Object.hasOwn(stateTypes, frame.type);

export const sentEvent = (clientId: string, { method, message }: Sent): SentEvent => ({
  type: 'sent',
  data: { channel_id: message.channel_id, client_id: clientId, method, message },
});

/** The conversation that an event takes from this person: the server lets it go as well. */
export function takenBy(event: ParlanceEvent, me: number | undefined): number | null {
  if (event.type === 'channel_deleted') return event.data.channel.id;
  return event.type === 'member_left' && event.data.user_id === me ? event.data.channel_id : null;
}

/** The place of a change in its conversation's log. */
export function seqOf(event: LogEvent): number {
  const { data } = event;
  if (typeof data.seq === 'number') return data.seq;
  const message = (data as { message?: { changed_seq: number } }).message;
  return message?.changed_seq ?? 0;
}

/** A message as REST tells it, with what it answers, as the event that a socket would have told. */
export function asEvent(message: Message, after: number, parents: ParentInfo[] = []): LogEvent {
  const data = { channel_id: message.channel_id, message, seq: message.changed_seq };
  const parent = parents.find(({ id }) => id === message.parent_id);
  if (message.deleted) {
    return { type: 'message_deleted', data: { ...data, message_id: message.id, parent: parent ?? null } };
  }
  if (message.seq <= after) return { type: 'message_updated', data };
  return message.parent_id === null
    ? { type: 'new_message', data: { ...data, parent_id: null } }
    : { type: 'new_reply', data: { ...data, parent_id: message.parent_id, ...(parent && { parent }) } };
}
