import type { ParlanceEvent, Status } from '@parlance/client';

export interface Presence {
  status: Status;
  last_seen_at: string | null;
}

export type Presences = Readonly<Record<number, Presence>>;

export interface Typist {
  user_id: number;
  username: string;
  until: number;
}

/** Who types where. An entry ends by itself: `until` says when. */
export type Typing = Readonly<Record<number, readonly Typist[]>>;

const shown = 6500;

export function withStatuses(
  all: Presences,
  known: readonly { id: number; status?: Status | null; last_seen_at?: string | null }[],
): Presences {
  let next: Record<number, Presence> | null = null;
  for (const { id, status, last_seen_at } of known) {
    if (!status) continue;
    const old = (next ?? all)[id];
    const seen = last_seen_at ?? old?.last_seen_at ?? null;
    if (old && old.status === status && old.last_seen_at === seen) continue;
    next ??= { ...all };
    next[id] = { status, last_seen_at: seen };
  }
  return next ?? all;
}

export function applyToPresence(all: Presences, event: ParlanceEvent): Presences {
  if (event.type !== 'user_status') return all;
  const { user_id: id, status, last_seen_at } = event.data;
  return withStatuses(all, [{ id, status, last_seen_at }]);
}

export function applyToTyping(all: Typing, event: ParlanceEvent, now: number): Typing {
  switch (event.type) {
    case 'user_typing': {
      const { channel_id, user_id, username, is_typing } = event.data;
      const others = (all[channel_id] ?? []).filter((one) => one.user_id !== user_id && one.until > now);
      const next = is_typing ? [...others, { user_id, username, until: now + shown }] : others;
      return { ...all, [channel_id]: next };
    }
    case 'new_message':
    case 'new_reply': {
      const { channel_id, message } = event.data;
      const old = all[channel_id];
      if (!old?.some((one) => one.user_id === message.sender_id)) return all;
      return { ...all, [channel_id]: old.filter((one) => one.user_id !== message.sender_id) };
    }
    default:
      return all;
  }
}
