import '../testkit/browser';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { currentRoute, go } from '../ground/route';
import { conversation, loaded, message } from '../testkit/said';
import { world } from '../world';
import { MessageList } from './MessageList';
import type { Timeline } from './state';

vi.mock('../live', () => import('../testkit/live'));
// Nothing has a size here: every row is shown.
vi.mock('virtua', () => ({
  Virtualizer: ({ data, children }: { data: unknown[]; children: (one: unknown) => React.ReactNode }) =>
    data.map(children),
}));

const empty: Timeline = {
  messages: [],
  replies: [],
  hasOlder: false,
  hasNewer: false,
  loading: null,
  failed: false,
};
const show = (timeline: Timeline, readTo: number | null = null) =>
  render(
    <MessageList
      conversation={conversation({ last_message: null })}
      title="general"
      me={1}
      timeline={timeline}
      entries={[]}
      readTo={readTo}
      marked={null}
      onEdit={() => undefined}
    />,
  );

beforeEach(() => world.set(loaded({ rooms: [conversation()], messages: [], members: [] })));

it('says that nothing was said where that is so', () => {
  show(empty);
  expect(screen.getByText(/^No messages yet/)).toBeTruthy();
});

it('says who replied in a thread since it was read, and opens it there', async () => {
  const replies = [message(2, { parent_id: 'm1', content: 'so **be** it' })];
  show({ ...empty, messages: [message(1)], replies }, 1);
  go({ page: 'conversation', id: 7, message: null, pane: null });
  await userEvent.click(screen.getByRole('button', { name: 'Bob Brandt replied in a thread: so be it' }));
  expect(currentRoute()).toMatchObject({ id: 7, pane: { kind: 'thread', id: 'm1', reply: 'm2' } });
});

it('does not say so above messages, nor where they could not be loaded', () => {
  show({ ...empty, messages: [message(1)] });
  show({ ...empty, failed: true });
  expect(screen.queryByText(/^No messages yet/)).toBeNull();
});
