import type { Message, ParentInfo, ParlanceEvent } from '@parlance/client';

/** One message after one event; the same object if the event does not concern it or is older than what is known. */
export function changed(message: Message, event: ParlanceEvent): Message {
  switch (event.type) {
    case 'message_updated':
    case 'reaction_added':
    case 'reaction_removed': {
      const now = event.data.message;
      if (now.id !== message.id || now.changed_seq < message.changed_seq) return message;
      return now;
    }
    case 'message_deleted':
      if (event.data.parent?.id === message.id) return withReplies(message, event.data.parent);
      if (event.data.message_id !== message.id || message.deleted) return message;
      return { ...message, ...emptied, changed_seq: Math.max(message.changed_seq, event.data.seq) };
    case 'new_reply': {
      const parent = event.data.parent;
      if (!parent || parent.id !== message.id || parent.reply_count <= message.reply_count) return message;
      return withReplies(message, parent);
    }
    default:
      return message;
  }
}

const withReplies = (message: Message, { reply_count, last_reply_at }: ParentInfo): Message => ({
  ...message,
  reply_count,
  last_reply_at,
});

/** What a deleted message keeps is its place. */
const emptied = { deleted: true, content: null, reactions: [], mentions: [], attachments: [] };

export function changedIn(messages: readonly Message[], event: ParlanceEvent): readonly Message[] {
  let next: Message[] | null = null;
  for (const [i, message] of messages.entries()) {
    const now = changed(message, event);
    if (now === message) continue;
    next ??= [...messages];
    next[i] = now;
  }
  return next ?? messages;
}

/** Puts messages where their seq says; of two versions of one the later change wins. */
export function merged(old: readonly Message[], more: readonly Message[]): readonly Message[] {
  if (more.length === 0) return old;
  const last = old[old.length - 1];
  const only = more.length === 1 ? more[0] : undefined;
  if (only && (!last || only.seq > last.seq)) return [...old, only];
  const byId = new Map(old.map((message) => [message.id, message]));
  for (const message of more) {
    const known = byId.get(message.id);
    if (!known || message.changed_seq >= known.changed_seq) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}
