import '../testkit/browser';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rest } from '../testkit/live';
import { conversation, loaded, message } from '../testkit/said';
import { world } from '../world';
import { ConversationPage } from './ConversationPage';

vi.mock('../live', () => import('../testkit/live'));

const open = conversation({ role: null, last_seq: 1, last_message: message(1) });

beforeEach(() =>
  world.set({ ...loaded({ rooms: [open], messages: [], members: [] }), timelines: {}, members: {} }),
);
afterEach(() => vi.clearAllMocks());

it('a public channel is not asked for its messages before it is joined, and shows them then', async () => {
  render(<ConversationPage id={7} message={null} />);
  expect(screen.getByText('Join #general to read what is said there.')).toBeTruthy();
  expect(rest.messages).not.toHaveBeenCalled();
  expect(rest.participants).not.toHaveBeenCalled();

  rest.conversation.mockResolvedValue({ ...open, role: 'member' });
  rest.messages.mockResolvedValue({ items: [message(1)], has_more: false });
  await userEvent.click(screen.getByRole('button', { name: 'Join' }));
  await waitFor(() => expect(world.get().timelines[7]?.messages).toHaveLength(1));
  expect(screen.queryByText(/^Join #general/)).toBeNull();
});

it('a link to a message of it waits until it is joined', async () => {
  render(<ConversationPage id={7} message="m1" />);
  expect(rest.message).not.toHaveBeenCalled();
  rest.conversation.mockResolvedValue({ ...open, role: 'member' });
  rest.message.mockResolvedValue(message(1));
  await userEvent.click(screen.getByRole('button', { name: 'Join' }));
  await waitFor(() => expect(rest.message).toHaveBeenCalledWith('m1'));
});
