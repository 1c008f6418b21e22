import '../testkit/browser';
import { render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { ConversationPage } from '../conversations/ConversationPage';
import { currentRoute } from '../ground/route';
import { rest } from '../testkit/live';
import { conversation, loaded, message } from '../testkit/said';
import { world } from '../world';
import { ThreadPane } from './ThreadPane';

vi.mock('../live', () => import('../testkit/live'));

const parent = message(1, { reply_count: 3 });
const replies = [2, 3, 4].map((seq) => message(seq, { parent_id: 'm1' }));
const scrolled = vi.spyOn(HTMLElement.prototype, 'scrollIntoView');

beforeEach(() => {
  const rooms = [conversation({ last_seq: 4 })];
  world.set(loaded({ rooms, messages: [parent], members: [], thread: { parent, replies: [] } }));
  rest.message.mockImplementation((id) => Promise.resolve([parent, ...replies].find((one) => one.id === id)));
  rest.replies.mockResolvedValue({ items: replies, has_more: false });
  scrolled.mockClear();
});

it('a link to a reply opens its thread and says which one is meant', async () => {
  render(<ConversationPage id={7} message="m3" />);
  await waitFor(() =>
    expect(currentRoute()).toMatchObject({ message: 'm1', pane: { kind: 'thread', id: 'm1', reply: 'm3' } }),
  );
});

it('the reply that is meant is marked and brought into sight, once', async () => {
  render(<ThreadPane channel={7} id="m1" reply="m3" />);
  const meant = await screen.findByText('text 3');
  expect(meant.closest('article')?.className).toContain('marked');
  expect(scrolled.mock.contexts).toEqual([meant.closest('article')]);
});
