import type { Participant, ParlanceEvent } from '@parlance/client';
import { without } from '../messages/state';

/** Who is in the conversations that were opened, with how far each has read. */
export type Members = Readonly<Record<number, readonly Participant[]>>;

export function applyToMembers(all: Members, event: ParlanceEvent): Members {
  switch (event.type) {
    case 'read_receipt': {
      const { channel_id, user_id, seq } = event.data;
      return alter(all, channel_id, (members) =>
        members.map((one) =>
          one.user_id === user_id && (one.last_read_seq ?? 0) < seq ? { ...one, last_read_seq: seq } : one,
        ),
      );
    }
    case 'member_left': {
      const { channel_id, user_id } = event.data;
      return alter(all, channel_id, (members) => members.filter((one) => one.user_id !== user_id));
    }
    case 'denied':
      return without(all, event.data.channel_id);
    case 'channel_deleted':
      return without(all, event.data.channel.id);
    default:
      // member_joined says who, but not all about them: the list is asked for again (see live.ts).
      return all;
  }
}

function alter(
  all: Members,
  channel: number,
  change: (members: readonly Participant[]) => readonly Participant[],
): Members {
  const members = all[channel];
  return members ? { ...all, [channel]: change(members) } : all;
}
