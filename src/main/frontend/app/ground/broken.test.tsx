import '../testkit/browser';
import { render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { expect, it, vi } from 'vitest';
import { Broken } from './Broken';

function Faulty() {
  useEffect(() => {
    throw new Error('fault');
  }, []);
  return <p>page</p>;
}

it('a fault leaves no blank page, but says how to go on', () => {
  vi.spyOn(console, 'error').mockReturnValue();
  render(
    <Broken>
      <Faulty />
    </Broken>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Something went wrong');
  expect(screen.getByRole('button', { name: 'Reload' })).toBeTruthy();
});
