import '../testkit/browser';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import SignIn from './SignIn';

const session = vi.hoisted(() => ({
  config: vi.fn(),
  signIn: () => Promise.reject(new Error('wrong')),
  redirect: () => Promise.reject(new TypeError('fetch failed')),
}));
vi.mock('../live', () => ({ useGate: () => ({ state: 'out', reason: 'new' }), session }));

beforeEach(() => session.config.mockReset().mockResolvedValue({ method: 'local' }));

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

it('a server that did not say how one signs in is asked again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  session.config.mockRejectedValueOnce(new TypeError('fetch failed'));
  session.config.mockResolvedValue({ method: 'oidc' });
  render(<SignIn />);
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(screen.getByRole('alert').textContent).toBe('The server cannot be reached.');
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(screen.getByRole('button', { name: 'Sign in with your account' })).toBeTruthy();
  vi.useRealTimers();
});

it('that the provider cannot be reached is said', async () => {
  session.config.mockResolvedValue({ method: 'oidc' });
  render(<SignIn />);
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in with your account' }));
  expect((await screen.findByRole('alert')).textContent).toBe('The server cannot be reached.');
});
