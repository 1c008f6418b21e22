import type { Conversation, Message, ParlanceEvent, Participant, User } from '@parlance/client';
import { newWorld, withSnapshot, type World } from '../world';

/** Makers of what a server says, for tests. */
export const alice: User = { id: 1, username: 'alice', name: 'Alice Adler', status: 'online' };
export const bob: User = { id: 2, username: 'bob', name: 'Bob Brandt', status: 'online' };

export const participant = (user: User, more: Partial<Participant> = {}): Participant => ({
  user_id: user.id,
  username: user.username,
  name: user.name,
  role: 'member',
  last_read_seq: 0,
  status: 'online',
  ...more,
});

export const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  id: 7,
  kind: 'public',
  name: 'general',
  topic: null,
  owner_id: 1,
  created_at: '2026-11-20T08:00:00Z',
  updated_at: '2026-11-20T08:00:00Z',
  last_activity_at: '2026-11-20T08:00:00Z',
  last_seq: 0,
  participant_count: 2,
  participants: [participant(alice), participant(bob)],
  role: 'member',
  last_read_seq: 0,
  unread_count: 0,
  mention_count: 0,
  last_message: null,
  archived: false,
  ...more,
});

export const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  channel_id: 7,
  seq,
  changed_seq: seq,
  sender_id: bob.id,
  sender: { id: bob.id, username: bob.username, name: bob.name },
  content: `text ${seq}`,
  parent_id: null,
  reply_count: 0,
  last_reply_at: null,
  reactions: [],
  mentions: [],
  client_id: null,
  created_at: `2026-11-20T09:00:${String(seq).padStart(2, '0')}Z`,
  edited_at: null,
  deleted: false,
  attachments: [],
  ...more,
});

export interface Snapshot {
  rooms: Conversation[];
  messages: Message[];
  members: Participant[];
  thread?: { parent: Message; replies: Message[] };
}

/** The world of somebody who just loaded all of it. */
export function loaded({ rooms, messages, members, thread }: Snapshot): World {
  const empty = withSnapshot(newWorld(alice), rooms, true);
  const replies = thread?.replies ?? [];
  const timeline = { messages, replies, hasOlder: false, hasNewer: false, loading: null, failed: false };
  const open = thread ? { [thread.parent.id]: { ...thread, loading: false, failed: false } } : {};
  return { ...empty, timelines: { 7: timeline }, members: { 7: members }, threads: open };
}

export const event = (one: unknown): ParlanceEvent => one as ParlanceEvent;
