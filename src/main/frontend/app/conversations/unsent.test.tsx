import '../testkit/browser';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ParlanceError, type OutboxEntry } from '@parlance/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { client, entries, rest } from '../testkit/live';
import { conversation, loaded } from '../testkit/said';
import { world } from '../world';
import { ConversationPage } from './ConversationPage';

vi.mock('../live', () => import('../testkit/live'));

const entry = (client_id: string, reply_to: string | null): OutboxEntry => ({
  client_id,
  channel_id: 7,
  content: `text of ${client_id}`,
  reply_to,
  created_at: '2026-11-20T09:01:00Z',
  state: 'failed',
});

beforeEach(() =>
  entries.set([entry('c1', null), entry('c2', 'm1'), { ...entry('c3', null), channel_id: 8 }]),
);

const isThere = async () => {
  expect(await screen.findByText('text of c1')).toBeTruthy();
  expect(screen.getByText('text of c2')).toBeTruthy();
  expect(screen.queryByText('text of c3')).toBeNull();
  await userEvent.click(screen.getAllByRole('button', { name: 'Retry' })[0] as HTMLElement);
  expect(client().outbox.retry).toHaveBeenCalledWith('c1');
};

it('what was not sent is there where the conversation is not for me any more', async () => {
  world.set(loaded({ rooms: [], messages: [], members: [] }));
  rest.conversation.mockRejectedValue(new ParlanceError('not_found', ''));
  render(<ConversationPage id={7} message={null} />);
  expect(await screen.findByText('There is nothing here')).toBeTruthy();
  await isThere();
});

it('what was not sent is there where I am not in the channel any more', async () => {
  world.set(loaded({ rooms: [conversation({ role: null })], messages: [], members: [] }));
  render(<ConversationPage id={7} message={null} />);
  await isThere();
});
