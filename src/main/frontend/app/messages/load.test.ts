import type { HistoryQuery, Message } from '@parlance/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { conversation, loaded, message } from '../testkit/said';
import { world, type World } from '../world';
import { loadFirst, loadNewer } from './load';

const said = vi.hoisted(() => ({ all: [] as Message[] }));

vi.mock('../live', () => ({
  onEvent: () => undefined,
  takeIn: async <T>(ask: (made: unknown) => Promise<T>, take: (old: World, answer: T) => World) => {
    const answer = await ask({ rest: { messages: (_: number, query: HistoryQuery) => page(query) } });
    world.set((old) => take(old, answer));
    return answer;
  },
}));

/** As the server answers: replies take their place in a page. */
function page({ before_seq: before, after_seq: after, around_seq: around, limit = 60 }: HistoryQuery) {
  const { all } = said;
  if (after !== undefined) {
    const rest = all.filter((one) => one.seq > after);
    return Promise.resolve({ items: rest.slice(0, limit), has_more: rest.length > limit });
  }
  const end = around === undefined ? (before ?? Infinity) : around + limit / 2;
  const rest = all.filter((one) => one.seq < end);
  return Promise.resolve({ items: rest.slice(-limit), has_more: rest.length > limit });
}

const replies = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    message(from + i, { parent_id: 'm1', created_at: '2026-11-20T09:00:00Z' }),
  );
const shown = () => world.get().timelines[7]?.messages.map((one) => one.seq);

beforeEach(() => {
  const rooms = [conversation({ last_seq: 300 })];
  world.set({ ...loaded({ rooms, messages: [], members: [] }), timelines: {} });
});

it('a history that ends in more replies than a page holds is shown from before them', async () => {
  said.all = [message(1), message(2), ...replies(3, 200)];
  await loadFirst(7);
  expect(shown()).toEqual([1, 2]);
});

it('a run of replies in an older part does not end the way down', async () => {
  said.all = [message(1), ...replies(2, 199), message(200)];
  await loadFirst(7, 1);
  expect(shown()).toEqual([1]);
  await loadNewer(7);
  expect(shown()).toEqual([1, 200]);
});

it('a part of the history that is nothing but replies is shown from before them', async () => {
  said.all = [message(1), ...replies(2, 299), message(300)];
  await loadFirst(7, 150);
  expect(shown()).toEqual([1]);
  expect(world.get().timelines[7]).toMatchObject({ hasOlder: false, hasNewer: true, loading: null });
});
