import type { ParlanceEvent } from '@parlance/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { currentRoute, go } from '../ground/route';
import { change } from '../ground/settings';
import { conversation, event, loaded, message } from '../testkit/said';
import { world } from '../world';
import { startNotifying } from './notify';

const told = vi.hoisted(() => ({ listener: (_: ParlanceEvent) => {} }));
vi.mock('../live', () => ({
  client: () => undefined,
  onEvent: (listener: (event: ParlanceEvent) => void) => {
    told.listener = listener;
    return () => undefined;
  },
}));

/** As in Chrome on Android. */
const forbidden = Object.assign(
  vi.fn(function () {
    throw new TypeError('Illegal constructor');
  }),
  { permission: 'granted' },
);

const worker = Object.assign(new EventTarget(), {
  ready: Promise.resolve({ showNotification: vi.fn() }),
});
let stop = () => {};

beforeEach(() => {
  vi.stubGlobal('Notification', forbidden);
  Object.assign(navigator, { serviceWorker: worker });
  world.set(loaded({ rooms: [conversation()], messages: [], members: [] }));
  change({ notify: true });
  go({ page: 'home' });
  // This navigator has no locks, as that of a page without TLS.
  stop = startNotifying();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

it('a page without locks notifies, and one that may not by itself does so by its service worker', async () => {
  const data = { channel_id: 7, seq: 1, parent_id: null, message: message(1) };
  told.listener(event({ type: 'new_message', data }));
  const { showNotification } = await worker.ready;
  await vi.waitFor(() =>
    expect(showNotification).toHaveBeenCalledWith(
      'Bob Brandt – #general',
      expect.objectContaining({ body: 'text 1', tag: 'm1', data: '/c/7/m1' }),
    ),
  );
});

it('a click on it goes to the message', () => {
  worker.dispatchEvent(new MessageEvent('message', { data: { open: '/c/7/m1' } }));
  expect(currentRoute()).toMatchObject({ page: 'conversation', id: 7, message: 'm1' });
});
