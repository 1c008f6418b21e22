import '../testkit/browser';
import { act, render, screen, waitFor } from '@testing-library/react';
import { ParlanceError, stopped } from '@parlance/client';
import { useImperativeHandle } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { currentRoute, go, goTo, useRoute } from '../ground/route';
import { connection, rest } from '../testkit/live';
import { conversation, loaded, message } from '../testkit/said';
import { world } from '../world';
import { ConversationPage } from './ConversationPage';

vi.mock('../live', () => import('../testkit/live'));
// Somebody is at the top of what is loaded.
vi.mock('virtua', () => ({
  Virtualizer: ({
    data,
    children,
    ref,
  }: { data: unknown[]; children: (one: unknown) => React.ReactNode } & {
    ref: React.Ref<object>;
  }) => {
    useImperativeHandle(ref, () => ({
      scrollOffset: 0,
      scrollSize: 5000,
      viewportSize: 500,
      findItemIndex: () => 0,
      getItemOffset: () => 0,
      getItemSize: () => 0,
    }));
    return data.map(children);
  },
}));

const away = { ...stopped, reason: 'offline' } as const;
const back = { ...stopped, state: 'connected', via: 'websocket' } as const;
const lost = new ParlanceError('network', 'away');

function Page() {
  const route = useRoute();
  return route.page === 'conversation' ? <ConversationPage id={route.id} message={route.message} /> : null;
}

beforeEach(() => {
  world.set(loaded({ rooms: [conversation({ last_seq: 300 })], messages: [], members: [] }));
  go({ page: 'home' });
  connection.set(back);
});
afterEach(() => vi.clearAllMocks());

it('whoever reads history stays there when there is a way again, and gets the page that failed', async () => {
  const part = {
    messages: [message(50)],
    replies: [],
    hasOlder: true,
    hasNewer: true,
    loading: null,
    failed: false,
  };
  world.set((old) => ({ ...old, timelines: { 7: part } }));
  rest.messages.mockRejectedValue(lost);
  connection.set(away);
  render(<ConversationPage id={7} message="m50" />);
  await waitFor(() => expect(world.get().timelines[7]?.failed).toBe(true));
  await waitFor(() => expect(world.get().timelines[7]?.loading).toBeNull());

  rest.messages.mockClear();
  rest.messages.mockResolvedValue({ items: [message(49)], has_more: false });
  act(() => connection.set(back));
  expect(await screen.findByText('text 49')).toBeTruthy();
  expect(screen.getByText('text 50')).toBeTruthy();
  expect(rest.messages).toHaveBeenCalledExactlyOnceWith(7, { before_seq: 50, limit: 60 });
});

it('a link to a message keeps its address while the server is away, and is followed then', async () => {
  world.set((old) => ({ ...old, timelines: {} }));
  rest.message.mockRejectedValue(lost);
  rest.messages.mockRejectedValue(lost);
  connection.set(away);
  goTo(7, 'm3');
  render(<Page />);
  expect(await screen.findByText('This could not be loaded.')).toBeTruthy();
  expect(currentRoute()).toMatchObject({ id: 7, message: 'm3' });

  rest.message.mockResolvedValue(message(3));
  rest.messages.mockResolvedValue({ items: [message(3)], has_more: false });
  act(() => connection.set(back));
  await screen.findByText('text 3');
  expect(rest.messages).toHaveBeenCalledWith(7, { around_seq: 3, limit: 60 });
});

it('a link to what is not there leaves no address to go back to', async () => {
  world.set((old) => ({ ...old, timelines: {} }));
  rest.message.mockRejectedValue(new ParlanceError('not_found', ''));
  rest.messages.mockResolvedValue({ items: [message(1)], has_more: false });
  goTo(7, 'm9');
  const { length } = history;
  render(<Page />);
  await screen.findByText('text 1');
  expect(location.pathname).toBe('/c/7');
  expect(history.length).toBe(length);
});
