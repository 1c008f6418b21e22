import type { Conversation, Limits, Message, Position, Role, Status, User } from './model.ts';

// Every frame of the chat and conversation doors, as one discriminated union in each direction.

export type ErrorCode =
  | 'invalid_json'
  | 'invalid_message'
  | 'unknown_type'
  | 'content_too_long'
  | 'content_empty'
  | 'not_found'
  | 'access_denied'
  | 'rate_limited'
  | 'conflict'
  | 'read_only'
  | 'unavailable'
  /** No valid token: the person must sign in. */
  | 'unauthorized'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'too_large'
  | 'unsupported_media_type'
  | 'internal_error';

/** Refusals that a client of this SDK may see besides the server's own. */
export type LocalCode =
  /** No way to the server: neither socket nor REST. */
  | 'network'
  /** The answer did not come in time. */
  | 'timeout'
  /** An entry of the outbox that was discarded before it was sent. */
  | 'discarded'
  /** Asked while stopped, or `stop()` came before the answer did. */
  | 'stopped';

export const batchProtocol = 'parlance.batch.v1';

export const Close = {
  normal: 1000,
  unsupported: 1003,
  policy: 1008,
  tooLarge: 1009,
  internal: 1011,
  restarting: 1012,
  tryLater: 1013,
  unauthorized: 4001,
  authenticationFailed: 4002,
} as const;

/** An event of a conversation's log: it takes a `seq`, and is applied in that order. */
export type LogEvent =
  | Frame<'new_message', { channel_id: number; message: Message; parent_id: null; seq: number }>
  | Frame<
      'new_reply',
      { channel_id: number; message: Message; parent_id: string; seq: number; parent?: ParentInfo }
    >
  | Frame<'message_updated', { channel_id: number; message: Message; seq: number }>
  | Frame<
      'message_deleted',
      {
        channel_id: number;
        message_id: string;
        seq: number;
        message?: Message;
        parent?: ParentInfo | null;
      }
    >
  | Frame<'reaction_added' | 'reaction_removed', ReactionData>;

export interface ParentInfo {
  id: string;
  reply_count: number;
  last_reply_at: string | null;
}

export interface ReactionData {
  channel_id: number;
  message_id: string;
  seq: number;
  user_id: number;
  emoji: string;
  message: Message;
}

/** An event beside the log: the latest one says everything. */
export type StateEvent =
  | Frame<'channel_created' | 'channel_updated' | 'channel_deleted', { channel: Conversation }>
  | Frame<
      'member_joined' | 'member_left',
      { channel_id: number; user_id: number; role?: Role; channel?: Conversation }
    >
  | Frame<'unread_count_updated', Standing>
  | Frame<'read_receipt', { channel_id: number; user_id: number; seq: number }>
  | Frame<'user_typing', { channel_id: number; user_id: number; username: string; is_typing: boolean }>
  | Frame<'user_status', { user_id: number; status: Status; last_seen_at: string | null }>
  | Frame<'token_expiring', { expires_at: string }>
  | Frame<'server_notice', { message: string; level: string }>;

/** How far the person has read a conversation, and what is unread then. */
export interface Standing {
  channel_id: number;
  count: number;
  mentions: number;
  last_read_seq: number;
}

/** The answer to one command. */
export type Reply =
  | Frame<'connected', Connected>
  | Frame<'authenticated', { user: User; expires_at: string }>
  | Frame<'channel_joined' | 'joined', Joined>
  | Frame<'channel_left', { channel_id: number }>
  | Frame<'channel_access_denied' | 'channel_join_error', { channel_id?: number } | undefined>
  | Frame<'message_sent', MessageSent>
  | Frame<'online_users', { online_users: number[]; count: number; conversation_id: number | null }>
  | Frame<'message_list', { channel_id: number; messages: Message[]; has_more: boolean }>
  | Frame<'resumed', { channel_id: number; last_seq: number; complete: boolean }>
  | { type: 'room_list'; rooms: Conversation[]; timestamp?: string; id?: string }
  | { type: 'pong'; timestamp?: string; id?: string }
  | {
      type: 'error';
      message: string;
      data: { code: ErrorCode; retry_after_ms?: number; client_id?: string; channel_id?: number };
      timestamp?: string;
      id?: string;
    };

export type ServerFrame = LogEvent | StateEvent | Reply;

export interface Connected {
  user: User;
  connection_id: string;
  heartbeat_interval: number;
  limits: Limits;
  server_time: string;
}

export interface Joined {
  channel_id: number;
  last_seq: number;
  last_read_seq: number;
  unread_count: number;
  members_online: number[] | number;
}

export interface MessageSent {
  client_id: string | null;
  message_id: string;
  channel_id: number;
  seq: number;
  created_at: string;
  duplicate: boolean;
}

export type Command =
  | { type: 'authenticate'; token: string }
  | { type: 'join_channel' | 'leave_channel'; channel_id: number }
  | { type: 'message'; channel_id: number; content: string; client_id: string; reply_to?: string }
  | { type: 'edit_message'; message_id: string; content: string }
  | { type: 'delete_message'; message_id: string }
  | { type: 'react' | 'unreact'; message_id: string; emoji: string }
  | { type: 'mark_read'; channel_id: number; seq: number }
  | { type: 'typing'; channel_id: number; is_typing: boolean }
  | { type: 'status_update'; status: Status }
  | { type: 'get_online_users'; channel_id?: number }
  | { type: 'get_room_list' }
  | { type: 'get_messages'; channel_id: number; before_seq?: number; after_seq?: number; limit?: number }
  | { type: 'resume'; channels: Position[] }
  | { type: 'ping' };

export interface Frame<T extends string, D> {
  type: T;
  data: D;
  /** That of the command which it answers. */
  id?: string;
  message?: string;
  timestamp?: string;
}
