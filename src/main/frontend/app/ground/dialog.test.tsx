import '../testkit/browser';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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

it('whoever destroyed what had the focus goes on in the conversation', async () => {
  render(
    <>
      <main id="main" tabIndex={-1}>
        <button type="button">x</button>
        <div className="composer">
          <textarea aria-label="Message" />
        </div>
      </main>
      <Question />
    </>,
  );
  const gone = screen.getByRole('button', { name: 'x' });
  gone.focus();
  question(() => Promise.resolve(gone.remove()));
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  expect(document.activeElement).toBe(document.getElementById('main'));
});

it('what holds what had the focus takes it', async () => {
  render(
    <article tabIndex={-1}>
      <button type="button">x</button>
    </article>,
  );
  render(<Question />);
  const gone = screen.getByRole('button', { name: 'x' });
  gone.focus();
  question();
  gone.remove();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(document.activeElement).toBe(screen.getByRole('article'));
});
