import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Client } from './client.ts';
import { Store } from './store.ts';
import { browser, settle } from './testkit/fake-browser.ts';
import type { FakeServer } from './testkit/fake-server.ts';

let server: FakeServer;
let client: Client;
let contents: (string | null)[];
const reported = vi.fn();
const broken = new Error('broken');
const breaks = () => {
  throw broken;
};

beforeEach(() => {
  server = browser();
  server.channel(5);
  contents = [];
  reported.mockReset();
  vi.stubGlobal('reportError', reported);
  client = new Client({ baseUrl: 'http://fake', token: () => Promise.resolve('good'), shared: false });
  client.onEvent((event) => {
    if (event.type === 'new_message' || event.type === 'sent') breaks();
  });
  client.onEvent((event) => {
    if (event.type === 'new_message') contents.push(event.data.message.content);
  });
  client.join(5, 0);
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('loses no event by a listener that throws, and reports it', async () => {
  for (const text of ['one', 'two', 'three']) server.post(5, text);
  client.start();
  await settle();
  server.say(5, 'live');
  await settle();
  expect(contents).toEqual(['one', 'two', 'three', 'live']);
  expect(reported).toHaveBeenCalledTimes(4);
  expect(reported).toHaveBeenCalledWith(broken);
});

it('does not take a listener that throws for a REST door that does not work', async () => {
  server.socketsWork = false;
  client.start();
  await settle(6_000);
  server.say(5, 'hello');
  server.say(5, 'again');
  await settle(3_000);
  expect(contents).toEqual(['hello', 'again']);
  expect(client.connection.get().via).toBe('rest');
});

it('answers a command whose event a listener threw at', async () => {
  client.start();
  await settle();
  const { method } = await client.sendChatMessage(5, 'hi');
  expect(method).toBe('websocket');
  expect(client.outbox.entries.get()).toEqual([]);
});

it('tells the others a value, and the console where there is no page', () => {
  vi.stubGlobal('reportError', undefined);
  const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
  const store = new Store(1);
  const heard = vi.fn();
  store.subscribe(breaks);
  store.subscribe(heard);
  store.set(2);
  expect(heard).toHaveBeenCalledExactlyOnceWith(2);
  expect(console).toHaveBeenCalledExactlyOnceWith(broken);
});
