import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Reads } from './reads.ts';

const tell = vi.fn<(channel: number, seq: number) => Promise<void>>();
const settle = (ms: number) => vi.advanceTimersByTimeAsync(ms);
let reads: Reads;

beforeEach(() => {
  vi.useFakeTimers();
  tell.mockReset().mockResolvedValue(undefined);
  reads = new Reads(tell);
});
afterEach(() => void vi.useRealTimers());

it('tells only the newest of what was read in a moment', async () => {
  for (const seq of [1, 2, 3, 2]) reads.mark(5, seq);
  await settle(1_000);
  reads.mark(5, 3);
  await settle(1_000);
  expect(tell.mock.calls).toEqual([[5, 3]]);
});

it('goes back where it is asked to', async () => {
  reads.mark(5, 3);
  await settle(1_000);
  reads.unmark(5, 1);
  await settle(1_000);
  expect(tell.mock.calls).toEqual([
    [5, 3],
    [5, 1],
  ]);
});

it('tells again what another device has marked as unread', async () => {
  reads.mark(5, 100);
  await settle(1_000);
  reads.known({ channel_id: 5, count: 11, mentions: 0, last_read_seq: 89 });
  reads.mark(5, 100);
  await settle(1_000);
  reads.known({ channel_id: 5, count: 0, mentions: 0, last_read_seq: 100 });
  reads.mark(5, 100);
  await settle(1_000);
  expect(tell.mock.calls).toEqual([
    [5, 100],
    [5, 100],
  ]);
});

it('does not hammer a server that is away, and tells it when there is a way again', async () => {
  tell.mockRejectedValue(new Error('away'));
  for (let channel = 1; channel <= 5; channel++) reads.mark(channel, 9);
  await settle(2_000);
  expect(tell).toHaveBeenCalledTimes(5);
  await settle(60_000);
  expect(tell.mock.calls.length).toBeLessThan(150);
  tell.mockReset().mockResolvedValue(undefined);
  reads.wake();
  await settle(0);
  expect(tell).toHaveBeenCalledTimes(5);
  await settle(60_000);
  expect(tell).toHaveBeenCalledTimes(5);
});
