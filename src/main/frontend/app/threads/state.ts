import type { Message, ParlanceEvent } from '@parlance/client';
import { lost } from '../conversations/left';
import { changed, changedIn, merged } from '../messages/change';

export interface Thread {
  parent: Message;
  replies: readonly Message[];
  loading: boolean;
  failed: boolean;
}

export type Threads = Readonly<Record<string, Thread>>;

export function applyToThreads(all: Threads, event: ParlanceEvent, me: number): Threads {
  const gone = event.type === 'denied' ? event.data.channel_id : lost(event, me);
  if (gone !== null) return withoutThreads(all, gone);
  let next: Record<string, Thread> | null = null;
  for (const [id, thread] of Object.entries(all)) {
    const now = applyToThread(thread, event);
    if (now === thread) continue;
    next ??= { ...all };
    next[id] = now;
  }
  return next ?? all;
}

function withoutThreads(all: Threads, channel: number): Threads {
  const left = Object.entries(all).filter(([, { parent }]) => parent.channel_id !== channel);
  return left.length === Object.keys(all).length ? all : Object.fromEntries(left);
}

function applyToThread(thread: Thread, event: ParlanceEvent): Thread {
  const parent = changed(thread.parent, event);
  let replies = changedIn(thread.replies, event);
  if (event.type === 'new_reply' && event.data.parent_id === thread.parent.id) {
    replies = merged(replies, [event.data.message]);
  }
  return parent === thread.parent && replies === thread.replies ? thread : { ...thread, parent, replies };
}
