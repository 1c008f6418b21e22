import type { Message } from './model.ts';
import type { ErrorCode, LocalCode } from './protocol.ts';

/** A message that is not acknowledged yet. `client_id` makes each further try harmless. */
export interface OutboxEntry {
  client_id: string;
  channel_id: number;
  content: string;
  reply_to: string | null;
  created_at: string;
  state: 'pending' | 'failed';
  /** Why it failed, where it did. */
  error?: { code: ErrorCode | LocalCode; message: string } | undefined;
}

export type Method = 'websocket' | 'rest';

export interface Sent {
  method: Method;
  message: Message;
}

/** What happens to an entry, told to all tabs: each one keeps the same list. */
export type OutboxStep =
  | { step: 'put'; entry: OutboxEntry }
  | ({ step: 'sent'; client_id: string } & Sent)
  | { step: 'gone'; client_id: string };
