import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Client } from './client.ts';
import type { ParlanceEvent } from './events.ts';
import { browser, settle, tabs } from './testkit/fake-browser.ts';
import type { FakeServer } from './testkit/fake-server.ts';

let server: FakeServer;
let open: Client[];
const signedOut = vi.fn();

interface Tab {
  client: Client;
  contents: () => string[];
}

const tab = async (): Promise<Tab> => {
  const client = new Client({
    baseUrl: 'http://fake',
    token: () => Promise.resolve('good'),
    onSignedOut: signedOut,
  });
  const events: ParlanceEvent[] = [];
  client.onEvent((event) => events.push(event));
  open.push(client);
  client.start();
  client.join(5);
  await settle(10);
  const contents = () =>
    events.flatMap((event) => (event.type === 'new_message' ? [event.data.message.content ?? ''] : []));
  return { client, contents };
};

beforeEach(() => {
  server = browser();
  tabs();
  server.channel(5);
  open = [];
  signedOut.mockReset();
});

afterEach(async () => {
  open.forEach((client) => client.stop());
  await settle();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('serves all tabs by one socket', async () => {
  const a = await tab();
  const b = await tab();
  server.say(5, 'hello');
  await settle();
  expect(server.sockets).toHaveLength(1);
  expect(a.contents()).toEqual(['hello']);
  expect(b.contents()).toEqual(['hello']);
  expect(b.client.connection.get().state).toBe('connected');
  expect(b.client.me.get()?.username).toBe('alice');
});

it('sends for a tab that has no socket, and shows the entry in all of them', async () => {
  const a = await tab();
  const b = await tab();
  server.silent.add('message');
  const sent = b.client.sendChatMessage(5, 'from b');
  await settle();
  expect(a.client.outbox.entries.get()).toMatchObject([{ content: 'from b' }]);
  server.silent.clear();
  await settle(11_000);
  expect((await sent).message.content).toBe('from b');
  expect(a.client.outbox.entries.get()).toEqual([]);
  expect(b.client.outbox.entries.get()).toEqual([]);
  expect(server.channel(5).messages).toHaveLength(1);
});

it('sends for a tab what was written there before it had found the others', async () => {
  const a = await tab();
  const client = new Client({ baseUrl: 'http://fake', token: () => Promise.resolve('good') });
  open.push(client);
  client.start();
  const sent = client.sendChatMessage(5, 'early');
  await settle(10);
  expect((await sent).message.content).toBe('early');
  expect(server.channel(5).messages).toHaveLength(1);
  expect(a.client.outbox.entries.get()).toEqual([]);
});

it('answers the commands of each tab', async () => {
  await tab();
  const b = await tab();
  expect(await b.client.refreshRoomList()).toMatchObject({ method: 'websocket', rooms: [{ id: 5 }] });
});

it('goes on in another tab when the leading one is closed, without a loss', async () => {
  const a = await tab();
  const b = await tab();
  server.say(5, 'one');
  await settle();
  a.client.stop();
  server.say(5, 'two');
  await settle(2_000);
  server.say(5, 'three');
  await settle();
  expect(server.sockets).toHaveLength(1);
  expect(b.contents()).toEqual(['one', 'two', 'three']);
  expect((await b.client.sendChatMessage(5, 'mine')).method).toBe('websocket');
});

it('leaves a conversation when the last tab that shows it does', async () => {
  const a = await tab();
  const b = await tab();
  const leaves = () => server.received.filter((one) => one.type === 'leave_channel');
  a.client.leave(5);
  await settle();
  expect(leaves()).toEqual([]);
  b.client.stop();
  await settle();
  expect(leaves()).toHaveLength(1);
});

it('hears in every tab what happens after coming back', async () => {
  const a = await tab();
  const b = await tab();
  for (const { client } of [a, b])
    client.onEvent((event) => {
      if (event.type === 'channel_created') client.join(event.data.channel.id, event.data.channel.last_seq);
    });
  server.expel(5);
  server.bring(5);
  await settle(10);
  server.say(5, 'welcome back');
  await settle();
  expect(a.contents()).toEqual(['welcome back']);
  expect(b.contents()).toEqual(['welcome back']);
  for (const { client } of [a, b]) client.leave(5);
  await settle();
  expect(server.sockets[0]?.joined.has(5)).toBe(false);
});

it('tells all tabs what is unread where one has marked it as read without a socket', async () => {
  server.socketsWork = false;
  const told: ParlanceEvent[][] = [];
  for (const { client } of [await tab(), await tab()]) {
    const heard: ParlanceEvent[] = [];
    client.onEvent((event) => event.type === 'unread_count_updated' && heard.push(event));
    told.push(heard);
  }
  await settle(6_000);
  server.post(5, 'read');
  server.post(5, 'unread');
  open[1]!.markRead(5, 1);
  await settle(1_000);
  const standing = { channel_id: 5, count: 1, mentions: 0, last_read_seq: 1 };
  expect(told).toEqual([0, 1].map(() => [{ type: 'unread_count_updated', data: standing }]));
});

it('signs out everywhere', async () => {
  const a = await tab();
  const b = await tab();
  a.client.signOut();
  await settle();
  expect(signedOut).toHaveBeenCalledExactlyOnceWith('signed_out');
  expect(b.client.connection.get().reason).toBe('stopped');
  expect(server.sockets).toEqual([]);
});
