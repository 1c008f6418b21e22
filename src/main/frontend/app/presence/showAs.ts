import type { Status } from '@parlance/client';
import { client } from '../live';
import { world } from '../world';
import { withStatuses } from './state';

/** Oneself is not told of one's own choice where one is in no conversation. */
export async function showAs(status: Status): Promise<void> {
  await client().setStatus(status);
  world.set((old) => ({ ...old, presence: withStatuses(old.presence, [{ id: old.me.id, status }]) }));
}
