import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Client } from './client.ts';
import { browser, settle } from './testkit/fake-browser.ts';
import type { FakeServer } from './testkit/fake-server.ts';

let server: FakeServer;
let client: Client;
let base: string;
let count = 0;

const make = () => new Client({ baseUrl: base, token: () => Promise.resolve('good'), shared: false });
const written = () => server.channel(5).messages.map((one) => one.content);
const commands = (type: string) => server.received.filter((one) => one.type === type);
/** IndexedDB takes a few turns of the real loop. */
const real = async () => {
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    await settle();
  }
};

/** A page that goes before there was a way to send what is written on it. */
async function leave(text: string): Promise<void> {
  server.socketsWork = server.restWorks = false;
  client.start();
  await real();
  void client.sendChatMessage(5, text).catch(() => undefined);
  await real();
  client.stop();
  server.socketsWork = server.restWorks = true;
}

/** Nobody's database opens until the answer is called. */
function slowDatabase(): () => void {
  const open = indexedDB.open.bind(indexedDB);
  const waiting: (() => void)[] = [];
  const slow = vi.spyOn(indexedDB, 'open').mockImplementation((...name) => {
    const asked = {} as IDBOpenDBRequest;
    waiting.push(() => {
      const { onupgradeneeded, onsuccess } = asked;
      const real = Object.assign(open(...name), { onupgradeneeded, onsuccess });
      Object.defineProperty(asked, 'result', { get: () => real.result });
    });
    return asked;
  });
  return () => {
    slow.mockRestore();
    waiting.forEach((go) => go());
  };
}

beforeEach(async () => {
  server = browser();
  server.channel(5);
  server.channel(6);
  base = `http://fake${++count}`;
  client = make();
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('sends over the socket and says so', async () => {
  client.start();
  await real();
  const { method, message } = await client.sendChatMessage(5, 'hi', 'm5-0');
  expect(method).toBe('websocket');
  expect(message).toMatchObject({ content: 'hi', seq: 1, parent_id: 'm5-0', sender_id: 1 });
  expect(client.outbox.entries.get()).toEqual([]);
});

it('waits for the socket of a page that has just been opened', async () => {
  client.start();
  const sent = client.sendChatMessage(5, 'early');
  await real();
  expect((await sent).method).toBe('websocket');
});

it('keeps the order of a conversation', async () => {
  client.start();
  const all = ['1', '2', '3'].map((text) => client.sendChatMessage(5, text));
  await real();
  await Promise.all(all);
  expect(written()).toEqual(['1', '2', '3']);
});

it('tells the message before its entry goes', async () => {
  client.start();
  await real();
  const seen: number[] = [];
  client.onEvent((event) => {
    if (event.type === 'sent') seen.push(client.outbox.entries.get().length);
  });
  await client.sendChatMessage(5, 'hi');
  expect(seen).toEqual([1]);
});

it('keeps what is unsent over a reload and sends it once', async () => {
  await leave('unsent');
  client = make();
  client.start();
  await real();
  expect(written()).toEqual(['unsent']);
  expect(client.outbox.entries.get()).toEqual([]);
});

it('sends what an earlier page left even if its database opens after the socket', async () => {
  await leave('left');
  const open = slowDatabase();
  client = make();
  client.start();
  await settle(3_100);
  await real();
  expect(client.connection.get().state).toBe('connected');
  expect(written()).toEqual([]);
  open();
  await real();
  expect(written()).toEqual(['left']);
  expect(client.outbox.entries.get()).toEqual([]);
});

it('keeps over a reload what was written before the database was open', async () => {
  server.socketsWork = server.restWorks = false;
  const open = slowDatabase();
  client.start();
  await settle(3_100);
  void client.sendChatMessage(5, 'early').catch(() => undefined);
  open();
  await real();
  client.stop();
  server.socketsWork = server.restWorks = true;
  client = make();
  client.start();
  await real();
  expect(written()).toEqual(['early']);
});

it('does without a database that never opens', async () => {
  slowDatabase();
  client.start();
  await settle(3_100);
  await real();
  await client.sendChatMessage(5, 'hi');
  expect(written()).toEqual(['hi']);
});

it('does not double what was committed without an acknowledgement', async () => {
  client.start();
  await real();
  server.silent.add('message');
  const sent = client.sendChatMessage(5, 'hi');
  await real();
  // The server has committed it; its answer is lost with the socket.
  const [entry] = client.outbox.entries.get();
  server.post(5, 'hi', 1, entry!.client_id);
  server.drop();
  await settle(2_000);
  expect((await sent).message.seq).toBe(1);
  expect(written()).toEqual(['hi']);
});

it('marks what is refused for good, and goes on with the next', async () => {
  client.start();
  await real();
  server.refusals.push({ code: 'content_too_long', status: 422 });
  const refused = client.sendChatMessage(5, 'bad');
  const next = client.sendChatMessage(5, 'good');
  await expect(refused).rejects.toMatchObject({ code: 'content_too_long' });
  await next;
  expect(client.outbox.entries.get()).toMatchObject([
    { content: 'bad', state: 'failed', error: { code: 'content_too_long' } },
  ]);
  client.outbox.retry(client.outbox.entries.get()[0]!.client_id);
  await real();
  expect(written()).toEqual(['good', 'bad']);
});

it('waits as long as it is told when the rate is limited, holding up this conversation only', async () => {
  client.start();
  await real();
  server.refusals.push({ code: 'rate_limited', retry_after_ms: 4_000, status: 429 });
  const first = client.sendChatMessage(5, 'first');
  const second = client.sendChatMessage(5, 'second');
  await client.sendChatMessage(6, 'elsewhere');
  await settle(3_900);
  expect(written()).toEqual([]);
  await settle(200);
  await Promise.all([first, second]);
  expect(written()).toEqual(['first', 'second']);
});

it('forgets what is discarded', async () => {
  server.socketsWork = server.restWorks = false;
  client.start();
  await real();
  const sent = client.sendChatMessage(5, 'never mind');
  await real();
  client.outbox.discard(client.outbox.entries.get()[0]!.client_id);
  await expect(sent).rejects.toMatchObject({ code: 'discarded' });
  server.socketsWork = server.restWorks = true;
  client.tryNow();
  await settle(60_000);
  expect(written()).toEqual([]);
});

it('keeps nobody waiting who sent before it was stopped, and sends it after the next start', async () => {
  server.socketsWork = server.restWorks = false;
  client.start();
  await real();
  const sent = client.sendChatMessage(5, 'unsent');
  client.stop();
  await expect(sent).rejects.toMatchObject({ code: 'stopped' });
  expect(client.outbox.entries.get()).toMatchObject([{ content: 'unsent', state: 'pending' }]);
  server.socketsWork = server.restWorks = true;
  client.start();
  await real();
  expect(written()).toEqual(['unsent']);
});

it('takes nothing while it is stopped', async () => {
  client.start();
  await real();
  client.stop();
  await expect(client.sendChatMessage(5, 'late')).rejects.toMatchObject({ code: 'stopped' });
  expect(client.outbox.entries.get()).toEqual([]);
});

it('throttles typing and ends it', async () => {
  client.start();
  await real();
  for (let i = 0; i < 10; i++) {
    client.typing(5, true);
    await settle(500);
  }
  await settle(10_000);
  expect(commands('typing').map((one) => 'is_typing' in one && one.is_typing)).toEqual([true, true, false]);
});
