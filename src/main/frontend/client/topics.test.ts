import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Topics, type TopicSignal } from './topics.ts';

interface Sent {
  action?: string;
  type?: string;
  topic?: string;
  since?: unknown;
}

class Socket {
  static all: Socket[] = [];
  readyState = 0;
  sent: Sent[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(readonly url: string) {
    Socket.all.push(this);
    queueMicrotask(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }
  send = (text: string) => this.sent.push(JSON.parse(text) as Sent);
  tell = (frame: object) => this.onmessage?.({ data: JSON.stringify(frame) });
  close = () => (this.readyState = 3);
}

let signals: TopicSignal[];
let topics: Topics;
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const socket = () => Socket.all.at(-1)!;
const event = (offset: number) => ({
  topic: 'list:1',
  event: 'ADDED',
  epoch: 'e',
  offset,
  data: { entity_id: `${offset}` },
});
const subscribed = (more: object = {}) => ({
  action: 'subscribed',
  topic: 'list:1',
  epoch: 'e',
  offset: 4,
  ...more,
});

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  Socket.all = [];
  signals = [];
  topics = new Topics('ws://fake', () => Promise.resolve('good'));
});

afterEach(() => {
  topics.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const begin = async () => {
  const stop = topics.subscribe('list:1', (signal) => signals.push(signal));
  await settle();
  socket().tell(subscribed());
  return stop;
};

it('opens a socket with the first subscription and closes it with the last', async () => {
  expect(Socket.all).toEqual([]);
  const stop = await begin();
  expect(socket().sent).toEqual([
    { type: 'authenticate', token: 'good' },
    { action: 'subscribe', topic: 'list:1' },
  ]);
  stop();
  expect(socket().sent.at(-1)).toEqual({ action: 'unsubscribe', topic: 'list:1' });
  expect(socket().readyState).toBe(3);
});

it('recovers by epoch and offset, and drops what comes twice', async () => {
  await begin();
  socket().tell(event(5));
  socket().onclose?.({ code: 1012 });
  await settle(4_000);
  expect(socket().sent.at(-1)).toMatchObject({ action: 'subscribe', since: { epoch: 'e', offset: 5 } });
  socket().tell(subscribed({ offset: 6, recovered: true }));
  socket().tell(event(5));
  socket().tell(event(6));
  expect(signals.map((one) => ('offset' in one ? one.offset : one.event))).toEqual([
    'subscribed',
    5,
    'subscribed',
    6,
  ]);
  expect(signals[2]).toMatchObject({ recovered: true });
});

it('costs nobody an event that another handler throws', async () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  topics.subscribe('list:1', () => {
    throw new Error('broken');
  });
  await begin();
  socket().tell(event(5));
  expect(signals).toMatchObject([{ event: 'subscribed' }, { offset: 5 }]);
  expect(reported).toHaveBeenCalledTimes(2);
});

it('says so where the history no longer reaches back', async () => {
  await begin();
  socket().onclose?.({ code: 1006 });
  await settle(2_000);
  socket().tell(subscribed({ epoch: 'f', offset: 0, recovered: false }));
  expect(signals.at(-1)).toEqual({ topic: 'list:1', event: 'subscribed', recovered: false });
});

it('comes back when the person has signed in again', async () => {
  let token: string | null = 'good';
  topics = new Topics('ws://fake', () => Promise.resolve(token));
  await begin();
  token = null;
  socket().onclose?.({ code: 4001 });
  await settle(60_000);
  const tries = Socket.all.length;
  token = 'new';
  topics.tryNow();
  await settle();
  expect(Socket.all).toHaveLength(tries + 1);
  expect(socket().sent).toMatchObject([{ token: 'new' }, { action: 'subscribe', topic: 'list:1' }]);
});

it('tells a refusal and asks no more', async () => {
  await begin();
  socket().tell({ error: 'Topic not allowed', topic: 'list:1' });
  expect(signals.at(-1)).toEqual({ topic: 'list:1', event: 'refused', error: 'Topic not allowed' });
});
