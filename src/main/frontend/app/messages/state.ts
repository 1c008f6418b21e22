import type { Message, ParlanceEvent } from '@parlance/client';
import { changedIn, merged } from './change';

/** A window onto one conversation's history, without a hole in it. */
export interface Timeline {
  messages: readonly Message[];
  /** They live in their threads: of these it is only said that they are new. */
  replies: readonly Message[];
  hasOlder: boolean;
  hasNewer: boolean;
  loading: 'first' | 'older' | 'newer' | null;
  failed: boolean;
}

export type Timelines = Readonly<Record<number, Timeline>>;

export const emptyTimeline: Timeline = {
  messages: [],
  replies: [],
  hasOlder: false,
  hasNewer: false,
  loading: 'first',
  failed: false,
};

export function withTimeline(
  all: Timelines,
  channel: number,
  change: (old: Timeline) => Timeline,
): Timelines {
  const old = all[channel] ?? emptyTimeline;
  const next = change(old);
  return next === old && all[channel] ? all : { ...all, [channel]: next };
}

export function without<T>(all: Readonly<Record<number, T>>, channel: number): Readonly<Record<number, T>> {
  if (!(channel in all)) return all;
  return Object.fromEntries(Object.entries(all).filter(([id]) => Number(id) !== channel));
}

const own = (messages: readonly Message[]) => messages.filter((message) => message.parent_id === null);
const answers = (messages: readonly Message[]) => messages.filter((message) => message.parent_id !== null);

export type Page = 'first' | 'older' | 'newer' | 'around';

/** What came for a question asked earlier; events that came in between are kept. */
export function withPage(
  old: Timeline,
  page: Page,
  messages: readonly Message[],
  more: boolean | Edges,
): Timeline {
  const edges = typeof more === 'boolean' ? { older: more, newer: more } : more;
  const rest = { loading: null, failed: false } as const;
  const both = ({ messages: mine, replies }: Pick<Timeline, 'messages' | 'replies'>) => ({
    messages: merged(mine, own(messages)),
    replies: merged(replies, answers(messages)),
  });
  switch (page) {
    case 'first':
    case 'around': {
      const hasNewer = page === 'around' && edges.newer;
      const first = messages[0]?.seq ?? 0;
      const overlap = (some: readonly Message[]) =>
        hasNewer ? [] : some.filter((message) => message.seq >= first);
      const kept = { messages: overlap(old.messages), replies: overlap(old.replies) };
      return { ...rest, ...both(kept), hasOlder: edges.older, hasNewer };
    }
    case 'older':
      return { ...old, ...rest, ...both(old), hasOlder: edges.older };
    case 'newer':
      return { ...old, ...rest, ...both(old), hasNewer: edges.newer };
  }
}

export interface Edges {
  older: boolean;
  newer: boolean;
}

export function applyToTimelines(all: Timelines, event: ParlanceEvent, me: number): Timelines {
  switch (event.type) {
    case 'new_message': {
      const { channel_id: channel, message } = event.data;
      const timeline = all[channel];
      if (!timeline || !hasEnd(timeline)) return all;
      return withTimeline(all, channel, (old) => ({
        ...old,
        messages: merged(old.messages, own([message])),
      }));
    }
    case 'new_reply':
    case 'message_updated':
    case 'message_deleted':
    case 'reaction_added':
    case 'reaction_removed': {
      const channel = event.data.channel_id;
      const timeline = all[channel];
      if (!timeline) return all;
      const messages = withTombstone(changedIn(timeline.messages, event), event, timeline);
      const replies = withReply(changedIn(timeline.replies, event), event, timeline);
      const same = messages === timeline.messages && replies === timeline.replies;
      return same ? all : { ...all, [channel]: { ...timeline, messages, replies } };
    }
    case 'member_left':
      return event.data.user_id === me ? without(all, event.data.channel_id) : all;
    case 'denied':
      return without(all, event.data.channel_id);
    case 'channel_deleted':
      return without(all, event.data.channel.id);
    default:
      return all;
  }
}

/**
 * While an older part is on the screen the end is not, and what is said there is fetched on the way down. Before the first
 * page, or without it, there is nothing to go on from: it is told what overtook it (see takeIn).
 */
const hasEnd = ({ hasNewer, loading, failed, messages }: Timeline) =>
  !hasNewer && ((loading !== 'first' && !failed) || messages.length > 0);

const withReply = (replies: readonly Message[], event: ParlanceEvent, timeline: Timeline) =>
  event.type === 'new_reply' && hasEnd(timeline) ? merged(replies, [event.data.message]) : replies;

/** Written and deleted while we were away: its place is shown all the same. */
function withTombstone(messages: readonly Message[], event: ParlanceEvent, timeline: Timeline) {
  const gone = event.type === 'message_deleted' ? event.data.message : undefined;
  const first = messages[0]?.seq ?? 0;
  if (!gone || gone.seq < first || !hasEnd(timeline)) return messages;
  return messages.some((message) => message.id === gone.id) ? messages : merged(messages, own([gone]));
}
