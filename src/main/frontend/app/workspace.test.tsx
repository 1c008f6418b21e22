import './testkit/browser';
import { act, render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { go, goTo } from './ground/route';
import { rest } from './testkit/live';
import { conversation, loaded, message } from './testkit/said';
import { Workspace } from './Workspace';
import { world } from './world';

vi.mock('./live', () => import('./testkit/live'));
vi.mock('./notifications/notify', () => ({ startNotifying: () => () => undefined }));
vi.mock('./presence/idle', () => ({ watchIdle: () => () => undefined, noLongerIdle: () => undefined }));
vi.mock('./ground/build', () => ({
  watchVersion: () => () => undefined,
  lookForNewVersion: () => Promise.resolve(),
  useNewVersion: () => false,
}));

it('whoever comes back to the list stands at the conversation that they left', () => {
  world.set(loaded({ rooms: [conversation()], messages: [], members: [] }));
  goTo(7);
  render(<Workspace />);
  document.querySelector<HTMLElement>('main .bar button')?.focus();
  act(() => go({ page: 'home' }));
  expect(document.activeElement?.getAttribute('data-room')).toBe('7');
});

// Nothing has a size here: every row is shown.
vi.mock('virtua', () => ({
  Virtualizer: ({ data, children }: { data: unknown[]; children: (one: unknown) => React.ReactNode }) =>
    data.map(children),
}));

it('whoever closes a thread stands at the message that it answers, or else in the conversation', async () => {
  const parent = message(1, { reply_count: 1 });
  const thread = { parent, replies: [] };
  world.set(loaded({ rooms: [conversation()], messages: [parent], members: [], thread }));
  rest.message.mockResolvedValue(parent);
  const pane = { kind: 'thread', id: 'm1' } as const;
  go({ page: 'conversation', id: 7, message: null, pane });
  render(<Workspace />);
  const close = () => document.querySelector<HTMLElement>('.pane .bar button');
  close()?.focus();
  await act(async () => close()?.click());
  expect(document.activeElement?.getAttribute('data-message')).toBe('m1');

  await act(async () => go({ page: 'conversation', id: 7, message: null, pane }));
  close()?.focus();
  act(() => world.set((old) => ({ ...old, timelines: {} })));
  await act(async () => close()?.click());
  expect(document.activeElement?.id).toBe('main');
});

it('its heading is outside of what a narrow screen hides', () => {
  render(<Workspace />);
  expect(document.querySelectorAll('h1')).toHaveLength(1);
  expect(document.querySelector('h1')?.closest('.sidebar, main, .pane')).toBeNull();
});
