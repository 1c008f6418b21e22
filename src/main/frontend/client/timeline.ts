import { isLogEvent, type ParlanceEvent } from './events.ts';
import type { Message } from './model.ts';
import type { ParentInfo } from './protocol.ts';
import type { Page } from './rest.ts';

/** A stretch of one conversation: an unbroken run of messages, oldest first, and what lies beyond its ends. */
export interface Timeline {
  channel_id: number;
  messages: readonly Message[];
  has_older: boolean;
  has_newer: boolean;
}

export const emptyTimeline = (channel: number): Timeline => ({
  channel_id: channel,
  messages: [],
  has_older: true,
  has_newer: false,
});

/** A page of history: the latest, or one before (`older`) or after (`newer`) what is there. */
export function withPage(
  timeline: Timeline,
  page: Page<Message>,
  side: 'latest' | 'older' | 'newer',
): Timeline {
  const messages = page.items.reduce(upsert, timeline.messages);
  switch (side) {
    case 'latest':
      return { ...timeline, messages, has_older: page.has_more, has_newer: false };
    case 'older':
      return { ...timeline, messages, has_older: page.has_more };
    case 'newer':
      return { ...timeline, messages, has_newer: page.has_more };
  }
}

/** The old state and an event are the new state: what a fresh snapshot would show. Each may come twice. */
export function applyToTimeline(timeline: Timeline, event: ParlanceEvent): Timeline {
  if (event.type === 'sent') return withMessage(timeline, event.data.message, null);
  if (!isLogEvent(event) || event.data.channel_id !== timeline.channel_id) return timeline;
  switch (event.type) {
    case 'new_message':
    case 'message_updated':
    case 'reaction_added':
    case 'reaction_removed':
      return withMessage(timeline, event.data.message, null);
    case 'new_reply':
      return withMessage(timeline, event.data.message, event.data.parent ?? null);
    case 'message_deleted': {
      const { message_id: id, seq, message, parent } = event.data;
      const after = parent ? replace(timeline, parent.id, (old) => withReplies(old, parent)) : timeline;
      if (message) return withMessage(after, message, null);
      return replace(after, id, (old) =>
        old.changed_seq >= seq
          ? old
          : { ...old, changed_seq: seq, content: null, deleted: true, reactions: [], mentions: [] },
      );
    }
  }
}

function withMessage(timeline: Timeline, message: Message, parent: ParentInfo | null): Timeline {
  if (message.channel_id !== timeline.channel_id) return timeline;
  const after = isWithin(timeline, message)
    ? { ...timeline, messages: upsert(timeline.messages, message) }
    : timeline;
  if (!parent) return after;
  return replace(after, parent.id, (old) =>
    old.reply_count >= parent.reply_count ? old : withReplies(old, parent),
  );
}

const withReplies = (message: Message, { reply_count, last_reply_at }: ParentInfo): Message => ({
  ...message,
  reply_count,
  last_reply_at,
});

/** A message beyond an end that is not loaded would tear a hole into the run. */
function isWithin(
  { messages, has_older: hasOlder, has_newer: hasNewer }: Timeline,
  { seq }: Message,
): boolean {
  const first = messages[0];
  const last = messages.at(-1);
  if (!first || !last) return !hasOlder && !hasNewer;
  return (seq >= first.seq || !hasOlder) && (seq <= last.seq || !hasNewer);
}

function replace(timeline: Timeline, id: string, change: (old: Message) => Message): Timeline {
  const i = timeline.messages.findIndex((one) => one.id === id);
  const old = timeline.messages[i];
  if (!old) return timeline;
  const changed = change(old);
  return changed === old ? timeline : { ...timeline, messages: timeline.messages.with(i, changed) };
}

/** In its place by `seq`; of two versions the one that changed later stays. */
export function upsert(messages: readonly Message[], message: Message): readonly Message[] {
  let i = messages.length;
  while (i > 0 && (messages[i - 1] as Message).seq >= message.seq) i--;
  const old = messages[i];
  if (old?.seq !== message.seq) return [...messages.slice(0, i), message, ...messages.slice(i)];
  return old.changed_seq > message.changed_seq ? messages : messages.with(i, message);
}
