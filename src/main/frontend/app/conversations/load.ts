import type { Client, Participant } from '@parlance/client';
import { onEvent, refreshConversation, takeIn } from '../live';
import { world } from '../world';

const page = 100;
/** Who has more finds the others by name. */
const most = 1_000;

export async function loadMembers(channel: number): Promise<void> {
  await takeIn(
    (made) => everybody(made, channel),
    (old, members) => ({ ...old, members: { ...old.members, [channel]: members } }),
  );
}

async function everybody({ rest }: Pick<Client, 'rest'>, channel: number): Promise<Participant[]> {
  const members: Participant[] = [];
  let cursor: string | undefined;
  do {
    const { items, next_cursor: next } = await rest.participants(channel, { limit: page, cursor });
    members.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined && members.length < most);
  return members;
}

/** At the opening of a conversation. What is known of a large one is kept up by events, and by whoever looks at the list. */
export async function openMembers(channel: number): Promise<void> {
  const { members, conversations } = world.get();
  const count = conversations.byId[channel]?.participant_count ?? 0;
  if (!members[channel] || count <= page) await loadMembers(channel);
}

/** Who came or went is told without the number of members, which is the conversation's. */
async function reloadMembers(channel: number): Promise<void> {
  await Promise.all([loadMembers(channel), refreshConversation(channel)]);
}

onEvent((event) => {
  if (event.type !== 'member_joined' && event.type !== 'member_left') return;
  const { channel_id: channel, user_id: user } = event.data;
  const { me, members, conversations } = world.get();
  const count = conversations.byId[channel]?.participant_count;
  if (user === me.id || count === undefined) return;
  // In a large one not everybody asks each time: its number is told when the list is.
  if (members[channel] && count <= page) void reloadMembers(channel).catch(() => undefined);
  else if (members[channel] || count <= 50) void refreshConversation(channel).catch(() => undefined);
});
