import { goTo } from '../ground/route';
import { attempt, client, refreshConversation } from '../live';

/** Opens the conversation of two with somebody, which is made if there is none yet. */
export async function talkTo(userId: number): Promise<void> {
  const made = await attempt(() =>
    client().rest.createConversation({ kind: 'direct', participant_ids: [userId] }),
  );
  if (!made) return;
  await refreshConversation(made.id);
  goTo(made.id);
}
