import type { Message } from '@parlance/client';
import { client } from '../live';
import { world } from '../world';

/** Conversations that were marked as unread by hand: looking at them does not undo it until they are opened anew. */
const kept = new Set<number>();

/** Somebody looks at it: the page is in front and has the focus. */
export const looking = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

export function opened(channel: number): void {
  kept.delete(channel);
}

export function readUpTo(channel: number, seq: number): void {
  const one = world.get().conversations.byId[channel];
  if (!one || one.role === null || kept.has(channel) || !looking()) return;
  if (seq > one.last_read_seq) client().markRead(channel, seq);
}

export function markUnread(message: Message): void {
  kept.add(message.channel_id);
  client().markUnread(message.channel_id, message.seq - 1);
}
