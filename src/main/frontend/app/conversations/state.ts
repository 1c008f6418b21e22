import type { Conversation, Message, ParlanceEvent } from '@parlance/client';
import { changed } from '../messages/change';
import { without } from '../messages/state';

export interface Conversations {
  byId: Readonly<Record<number, Conversation>>;
  /** Whether the list has come once; until then there is what the browser kept, or a skeleton. */
  loaded: boolean;
}

export function withConversations(old: Conversations, some: readonly Conversation[]): Conversations {
  if (some.length === 0) return old;
  const byId = { ...old.byId };
  for (const one of some) byId[one.id] = newer(byId[one.id], one);
  return { ...old, byId };
}

/** A snapshot may have been overtaken by an event on its way. */
function newer(old: Conversation | undefined, now: Conversation): Conversation {
  if (!old || old.last_seq <= now.last_seq) return now;
  const { last_seq, last_message, last_activity_at, unread_count, mention_count, last_read_seq } = old;
  return { ...now, last_seq, last_message, last_activity_at, unread_count, mention_count, last_read_seq };
}

export function withoutConversation(old: Conversations, id: number): Conversations {
  const byId = without(old.byId, id);
  return byId === old.byId ? old : { ...old, byId };
}

function alter(old: Conversations, id: number, change: (one: Conversation) => Conversation): Conversations {
  const one = old.byId[id];
  if (!one) return old;
  const next = change(one);
  return next === one ? old : { ...old, byId: { ...old.byId, [id]: next } };
}

/** What an event says about a conversation may be said to everybody; what is the caller's own stays as it was. */
function shared(old: Conversation | undefined, now: Conversation): Conversation {
  if (!old) return now;
  const { role, last_read_seq, unread_count, mention_count } = old;
  return {
    ...now,
    role: now.role ?? role,
    last_read_seq,
    unread_count,
    mention_count,
    last_message: now.last_message ?? old.last_message,
  };
}

function withMessage(one: Conversation, message: Message, seq: number): Conversation {
  if (seq <= one.last_seq && one.last_message && one.last_message.seq >= message.seq) return one;
  const last_message = message.parent_id === null ? message : one.last_message;
  const before = one.last_activity_at ?? '';
  const last_activity_at = message.created_at > before ? message.created_at : before;
  return { ...one, last_message, last_activity_at, last_seq: Math.max(one.last_seq, seq) };
}

export function applyToConversations(old: Conversations, event: ParlanceEvent, me: number): Conversations {
  switch (event.type) {
    case 'new_message':
    case 'new_reply': {
      const { channel_id, message } = event.data;
      return alter(old, channel_id, (one) => withMessage(one, message, message.seq));
    }
    case 'message_updated':
    case 'message_deleted':
    case 'reaction_added':
    case 'reaction_removed':
      return alter(old, event.data.channel_id, (one) => {
        const last_message = one.last_message && changed(one.last_message, event);
        const last_seq = Math.max(one.last_seq, seqOf(event));
        if (last_message === one.last_message && last_seq === one.last_seq) return one;
        return { ...one, last_message, last_seq };
      });
    case 'channel_created':
    case 'channel_updated': {
      const { channel } = event.data;
      return withConversations(old, [shared(old.byId[channel.id], channel)]);
    }
    case 'denied':
      return withoutConversation(old, event.data.channel_id);
    case 'channel_deleted':
      return withoutConversation(old, event.data.channel.id);
    case 'member_left':
      if (event.data.user_id === me) return withoutConversation(old, event.data.channel_id);
      return alter(old, event.data.channel_id, (one) => shared(one, event.data.channel ?? one));
    case 'member_joined':
      if (event.data.user_id === me) {
        const { channel } = event.data;
        return channel ? withConversations(old, [shared(old.byId[channel.id], channel)]) : old;
      }
      return alter(old, event.data.channel_id, (one) => shared(one, event.data.channel ?? one));
    case 'unread_count_updated': {
      const { channel_id, count, mentions, last_read_seq } = event.data;
      return alter(old, channel_id, (one) => ({
        ...one,
        unread_count: count,
        mention_count: mentions,
        last_read_seq,
      }));
    }
    default:
      return old;
  }
}

function seqOf(event: Extract<ParlanceEvent, { data: { channel_id: number } }>): number {
  switch (event.type) {
    case 'message_updated':
      return event.data.message.changed_seq;
    case 'message_deleted':
    case 'reaction_added':
    case 'reaction_removed':
      return event.data.seq;
    default:
      return 0;
  }
}
