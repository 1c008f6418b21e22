import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Client } from './client.ts';
import type { ParlanceEvent } from './events.ts';
import { browser, settle } from './testkit/fake-browser.ts';
import type { FakeServer } from './testkit/fake-server.ts';

let server: FakeServer;
let client: Client;
let events: ParlanceEvent[];

beforeEach(async () => {
  server = browser();
  server.channel(5);
  events = [];
  client = new Client({ baseUrl: 'http://fake', token: () => Promise.resolve('good'), shared: false });
  client.onEvent((event) => events.push(event));
  client.start();
  client.join(5);
  await settle();
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const contents = () =>
  events.flatMap((event) => (event.type === 'new_message' ? [event.data.message.content] : []));

it('hears what happens after leaving and coming back over the same socket', async () => {
  server.say(5, 'one');
  await settle();
  server.expel(5);
  await settle();
  server.post(5, 'unheard');
  client.join(5, server.channel(5).lastSeq);
  await settle();
  server.say(5, 'live');
  await settle();
  expect(contents()).toEqual(['one', 'live']);
});

it('is told again where it joined', async () => {
  server.expel(5);
  await settle();
  client.join(5);
  await settle();
  expect(events.filter(({ type }) => type === 'joined')).toHaveLength(2);
});

it('goes on hearing where somebody else leaves', async () => {
  server.sockets[0]!.tell({ type: 'member_left', data: { channel_id: 5, user_id: 2 } });
  await settle();
  server.say(5, 'still here');
  await settle();
  expect(contents()).toEqual(['still here']);
});
