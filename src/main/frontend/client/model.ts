// The nouns that frames and REST answers share, field by field as the wire contract names them.

export type Kind = 'direct' | 'group' | 'public' | 'private';
export type Role = 'owner' | 'moderator' | 'member';
export type Status = 'online' | 'away' | 'busy' | 'offline';

export interface Person {
  id: number;
  username: string;
  name: string;
}

export interface User extends Person {
  status?: Status;
  last_seen_at?: string | null;
  /** Own account only. */
  email?: string | null;
  /** Own account only. */
  roles?: string[];
}

export interface Participant {
  user_id: number;
  username: string;
  name: string;
  role: Role;
  joined_at?: string;
  last_read_seq?: number;
  status?: Status;
}

export interface Reaction {
  emoji: string;
  count: number;
  user_ids: number[];
}

export interface Message {
  id: string;
  channel_id: number;
  /** The change that created it: its place in the conversation. */
  seq: number;
  /** The change that last touched it: the higher one is the newer version. */
  changed_seq: number;
  sender_id: number;
  sender: Person;
  /** null in a deleted message, which keeps its place. */
  content: string | null;
  parent_id: string | null;
  reply_count: number;
  last_reply_at: string | null;
  reactions: Reaction[];
  mentions: number[];
  client_id: string | null;
  created_at: string;
  edited_at: string | null;
  deleted: boolean;
  attachments: unknown[];
}

export interface Conversation {
  id: number;
  kind: Kind;
  /** null in a direct conversation: show the other one's name. */
  name: string | null;
  topic: string | null;
  owner_id: number | null;
  created_at: string;
  updated_at: string;
  last_activity_at: string | null;
  last_seq: number;
  participant_count: number;
  /** Up to eight of them. */
  participants: Participant[];
  /** The caller's own; null where the caller is not a member (a public channel). */
  role: Role | null;
  last_read_seq: number;
  unread_count: number;
  mention_count: number;
  last_message: Message | null;
  archived: boolean;
}

/** Where a reader of a conversation stands: everything up to `after_seq` is known. */
export interface Position {
  channel_id: number;
  after_seq: number;
}

/** What the server told about its limits in `connected`; names as in `parlance.limits.<name>`. */
export type Limits = Record<string, number>;
