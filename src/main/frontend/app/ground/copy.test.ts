import { afterEach, expect, it, vi } from 'vitest';
import { copy } from './copy';

const selected: string[] = [];
const execCommand = vi.fn(() => {
  selected.push((document.activeElement as HTMLTextAreaElement).value);
  return true;
});
Object.assign(document, { execCommand });

afterEach(() => {
  document.body.replaceChildren();
  selected.length = 0;
});

it('without a clipboard what is selected is copied, and the focus stays where it was', async () => {
  const button = document.body.appendChild(document.createElement('button'));
  button.focus();
  expect(await copy('text')).toBe(true);
  expect(selected).toEqual(['text']);
  expect(document.activeElement).toBe(button);
  expect(document.querySelector('textarea')).toBeNull();
});

it('what could not be copied is not said to be', async () => {
  execCommand.mockReturnValueOnce(false);
  expect(await copy('text')).toBe(false);
});
