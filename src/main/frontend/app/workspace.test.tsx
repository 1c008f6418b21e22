import './testkit/browser';
import { act, render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { go, goTo } from './ground/route';
import { conversation, loaded } from './testkit/said';
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

it('its heading is outside of what a narrow screen hides', () => {
  render(<Workspace />);
  expect(document.querySelectorAll('h1')).toHaveLength(1);
  expect(document.querySelector('h1')?.closest('.sidebar, main, .pane')).toBeNull();
});
