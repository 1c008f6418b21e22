import { expect, it } from 'vitest';
import { asEvent, seqOf } from './events.ts';
import { Log } from './log.ts';
import { messageOf } from './testkit/fake-server.ts';

const at = (seq: number) => asEvent(messageOf(5, seq, `${seq}`), 0);
const seqs = (given: { ready: ReturnType<typeof at>[] }) => given.ready.map(seqOf);

it('gives out what is next', () => {
  const log = new Log(3);
  expect(seqs(log.accept(at(4)))).toEqual([4]);
  expect(log.position).toBe(4);
});

it('drops what was there before', () => {
  const log = new Log(3);
  expect(log.accept(at(3))).toEqual({ ready: [], gap: false });
});

it('holds what comes too early until the hole is filled', () => {
  const log = new Log(3);
  expect(log.accept(at(6))).toEqual({ ready: [], gap: true });
  log.startFilling();
  log.accept(at(4));
  log.accept(at(5));
  expect(seqs(log.filled(5))).toEqual([4, 5, 6]);
  expect(log.position).toBe(6);
});

it('takes present states, whose numbers skip, while it is being filled', () => {
  const log = new Log(3);
  log.startFilling();
  log.accept(at(9));
  log.accept(at(5));
  expect(seqs(log.filled(9))).toEqual([5, 9]);
});

it('keeps live events that come amid the filling in their place', () => {
  const log = new Log(3);
  log.startFilling();
  log.accept(at(11));
  log.accept(at(4));
  log.accept(at(10));
  expect(seqs(log.filled(9))).toEqual([4, 10, 11]);
});

it('waits for its place before it gives out anything', () => {
  const log = new Log(null);
  expect(log.accept(at(8)).ready).toEqual([]);
  expect(seqs(log.joined(7))).toEqual([8]);
});

it('sees that something is missing when it joins again', () => {
  expect(new Log(3).joined(5)).toEqual({ ready: [], gap: true });
});
