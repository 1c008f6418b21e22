import type { ParlanceEvent } from '@parlance/client';
import type { World } from '../world';
import { calledOf } from './names';

/** The name of the conversation that an event takes from me: what I was in then is told, since nothing of it stays. */
export function lostWith(event: ParlanceEvent, { conversations, me }: World): string | null {
  const one = conversations.byId[lost(event, me.id) ?? 0];
  return one && one.role !== null ? calledOf(one, me.id) : null;
}

/** The conversation that the server says I am in no longer. */
export function lost(event: ParlanceEvent, me: number): number | null {
  switch (event.type) {
    case 'member_left':
      return event.data.user_id === me ? event.data.channel_id : null;
    case 'channel_deleted':
      return event.data.channel.id;
    default:
      return null;
  }
}
