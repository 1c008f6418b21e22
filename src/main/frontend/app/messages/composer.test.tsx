import '../testkit/browser';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { emojiNames } from '../reactions/emoji';
import { alice, bob, loaded } from '../testkit/said';
import { world } from '../world';
import { Composer } from './Composer';

vi.mock('../live', () => import('../testkit/live'));

const onSend = vi.fn();
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const show = () =>
  render(<Composer channel={7} draftKey="7" label="Message #general" autoFocus onSend={onSend} />);

beforeEach(() => {
  localStorage.clear();
  onSend.mockClear();
  const people = { [alice.id]: alice, [bob.id]: bob };
  world.set({ ...loaded({ rooms: [], messages: [], members: [] }), people });
});

it('Esc closes the suggestions and nothing else', async () => {
  const elsewhere = vi.fn();
  addEventListener('keydown', elsewhere);
  show();
  await userEvent.type(box(), '@bo');
  await waitFor(() =>
    expect(screen.getByRole('option', { name: /Bob/ }).dataset['activeItem']).toBeDefined(),
  );
  elsewhere.mockClear();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('option')).toBeNull();
  expect(elsewhere).not.toHaveBeenCalled();
  removeEventListener('keydown', elsewhere);
});

const elsewhere = (before: string, now: string | null) => {
  const key = `parlance.draft.${alice.id}.7`;
  if (now === null) localStorage.removeItem(key);
  else localStorage.setItem(key, now);
  act(() => void dispatchEvent(new StorageEvent('storage', { key, oldValue: before, newValue: now })));
};

it('what another tab writes stands in the box, unless somebody writes here', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  show();
  elsewhere('', 'from there');
  expect(box().value).toBe('from there');
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  await userEvent.type(box(), '!');
  elsewhere('from there', 'from there too');
  expect(box().value).toBe('from there!');
});

it('what another tab has sent leaves the box, and what was written here since does not', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  show();
  await userEvent.type(box(), 'ab');
  elsewhere('a', null);
  expect(box().value).toBe('ab');
  elsewhere('ab', null);
  expect(box().value).toBe('');
});

it('an emoji that is typed by its name is sent as a picture, but not within code', async () => {
  show();
  await userEvent.type(box(), 'Yes :tada: `:tada:` 10:30:45');
  await emojiNames();
  await userEvent.keyboard('{Enter}');
  expect(onSend).toHaveBeenCalledWith('Yes 🎉 `:tada:` 10:30:45');
});

it('the first line keeps its blanks', async () => {
  show();
  await userEvent.click(box());
  await userEvent.paste('\n  \n  if (a)\n    b();\n \n');
  await userEvent.keyboard('{Enter}');
  expect(onSend).toHaveBeenCalledWith('  if (a)\n    b();');
});
