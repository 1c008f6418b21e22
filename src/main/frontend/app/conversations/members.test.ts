import type { Participant } from '@parlance/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { rest } from '../testkit/live';
import { conversation, loaded, participant } from '../testkit/said';
import { world } from '../world';
import { loadMembers, openMembers } from './load';

vi.mock('../live', () => import('../testkit/live'));

const everybody = (count: number) =>
  Array.from({ length: count }, (_, i) => participant({ id: i + 1, username: `u${i + 1}`, name: '' }));

/** As the server answers: page by page, the next one by its cursor. */
function serve(all: Participant[]): void {
  rest.participants.mockReset();
  rest.participants.mockImplementation((_, { limit = 50, cursor = '0' }) => {
    const from = Number(cursor);
    const next = from + limit < all.length ? String(from + limit) : null;
    return Promise.resolve({ items: all.slice(from, from + limit), next_cursor: next });
  });
}

const room = (participant_count: number) =>
  world.set({
    ...loaded({ rooms: [conversation({ participant_count })], messages: [], members: [] }),
    members: {},
  });
const known = () => world.get().members[7]?.length;

beforeEach(() => room(250));

it('all members of a large conversation are there', async () => {
  serve(everybody(250));
  await loadMembers(7);
  expect(known()).toBe(250);
});

it('of a huge one a thousand are', async () => {
  serve(everybody(1_234));
  await loadMembers(7);
  expect(known()).toBe(1_000);
});

it('those of a large one are not asked for at each opening', async () => {
  serve(everybody(250));
  await openMembers(7);
  await openMembers(7);
  expect(rest.participants).toHaveBeenCalledTimes(3);
});
