import '../testkit/browser';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import SignIn from './SignIn';

vi.mock('../live', () => ({
  useGate: () => ({ state: 'out', reason: 'new' }),
  session: {
    config: () => Promise.resolve({ method: 'local' }),
    signIn: () => Promise.reject(new Error('wrong')),
  },
}));

it('after a wrong password one goes on at the password', async () => {
  render(<SignIn />);
  await userEvent.type(screen.getByLabelText('User name'), 'alice');
  await userEvent.type(screen.getByLabelText('Password'), 'wrong');
  const button = screen.getByRole('button', { name: 'Sign in' });
  button.focus();
  await userEvent.click(button);
  expect((await screen.findByRole('alert')).textContent).not.toBe('');
  expect(document.activeElement).toBe(screen.getByLabelText('Password'));
});
