import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser, settle } from '../client/testkit/fake-browser.ts';
import type { FakeServer } from '../client/testkit/fake-server.ts';
import './index.ts';

// Constructed sheets are missing in the tests' browser.
vi.mock('./styles.ts', () => ({ styles: () => null }));

let server: FakeServer;
let chat: HTMLElement;
const seen = vi.fn<() => DocumentVisibilityState>();

const shown = () =>
  [...chat.shadowRoot!.querySelectorAll('.log li')].map((row) => row.lastChild?.textContent);
const marks = () => server.received.flatMap((command) => (command.type === 'mark_read' ? [command.seq] : []));
const look = (state: DocumentVisibilityState) => {
  seen.mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(async () => {
  server = browser();
  seen.mockReset().mockReturnValue('visible');
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(seen);
  server.say(5, 'one');
  chat = Object.assign(document.createElement('parlance-chat'), { token: 'good' });
  chat.setAttribute('server', 'http://fake');
  chat.setAttribute('conversation', '5');
  document.body.append(chat);
  await settle(1_000);
});

afterEach(async () => {
  chat.remove();
  await settle();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('shows the conversation, and marks it as read', () => {
  expect(shown()).toEqual(['one']);
  expect(marks()).toEqual([1]);
});

it('marks as read what came while nobody looked, once somebody does', async () => {
  look('hidden');
  server.say(5, 'two');
  await settle(1_000);
  expect(marks()).toEqual([1]);
  look('visible');
  await settle(1_000);
  expect(marks()).toEqual([1, 2]);
});

it('leaves unread what another device has marked as unread', async () => {
  const standing = { channel_id: 5, count: 1, mentions: 0, last_read_seq: 0 };
  server.sockets[0]!.tell({ type: 'unread_count_updated', data: standing });
  await settle(1_000);
  expect(marks()).toEqual([1]);
  server.say(5, 'two');
  await settle(1_000);
  expect(marks()).toEqual([1, 2]);
});

it('loads again after a gap until it succeeds', async () => {
  await settle(6_000);
  server.drop();
  for (let i = 1; i <= 2_500; i++) server.post(5, `${i}`);
  // The pages between are too many; then the server answers no more for a while.
  const fetched = globalThis.fetch;
  let fails = true;
  vi.stubGlobal('fetch', (input: string, init?: RequestInit) =>
    fails && input.endsWith('/5/messages') ? Promise.reject(new TypeError('away')) : fetched(input, init),
  );
  await settle(2_000);
  expect(shown()).toEqual(['one']);
  fails = false;
  await settle(4_000);
  expect(shown()).toHaveLength(50);
});

it.each(['member_left', 'channel_deleted'])(
  'says after %s that there is no access, and comes back',
  async (type) => {
    if (type === 'member_left') server.expel(5);
    else server.sockets[0]!.tell({ type: 'channel_deleted', data: { channel: server.conversation(5) } });
    await settle();
    expect(shown()).toEqual([expect.stringContaining('no access')]);
    server.post(5, 'meanwhile');
    server.bring(5);
    await settle(1_000);
    server.say(5, 'live');
    await settle();
    expect(shown()).toEqual(['one', 'meanwhile', 'live']);
  },
);
