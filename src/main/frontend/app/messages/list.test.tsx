import '../testkit/browser';
import { render, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
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

const empty: Timeline = { messages: [], hasOlder: false, hasNewer: false, loading: null, failed: false };
const show = (timeline: Timeline) =>
  render(
    <MessageList
      conversation={conversation({ last_message: null })}
      title="general"
      me={1}
      timeline={timeline}
      entries={[]}
      readTo={null}
      marked={null}
      onEdit={() => undefined}
    />,
  );

beforeEach(() => world.set(loaded({ rooms: [conversation()], messages: [], members: [] })));

it('says that nothing was said where that is so', () => {
  show(empty);
  expect(screen.getByText(/^No messages yet/)).toBeTruthy();
});

it('does not say so above messages, nor where they could not be loaded', () => {
  show({ ...empty, messages: [message(1)] });
  show({ ...empty, failed: true });
  expect(screen.queryByText(/^No messages yet/)).toBeNull();
});
