import '../testkit/browser';
import { act, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Dialog } from './Dialog';
import { Question } from './Question';
import { ask } from './ui';

it('a dialog begins in its first field', () => {
  render(
    <Dialog title="New" onClose={() => undefined}>
      <button type="button">Other</button>
      <input aria-label="Name" />
    </Dialog>,
  );
  expect(document.activeElement).toBe(screen.getByLabelText('Name'));
});

const question = (then = () => Promise.resolve()) =>
  act(() => ask({ title: 'Delete?', yes: 'Delete', then }));

it('a question begins where nothing is destroyed', () => {
  render(<Question />);
  question();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
});
