import '../testkit/browser';
import { act, render, screen } from '@testing-library/react';
import type { ParlanceEvent } from '@parlance/client';
import { expect, it, vi } from 'vitest';
import { event, loaded, message } from '../testkit/said';
import { world } from '../world';
import { Announcer } from './Announcer';

const told = vi.hoisted(() => ({ listener: (_: unknown) => {} }));
vi.mock('../live', () => ({
  onEvent: (listener: (event: ParlanceEvent) => void) => {
    told.listener = listener as (event: unknown) => void;
    return () => undefined;
  },
}));

const say = (seq: number, content: string) =>
  told.listener(
    event({
      type: 'new_message',
      data: { channel_id: 7, seq, parent_id: null, message: message(seq, { content }) },
    }),
  );

it('several messages at once are all heard, also where they say the same', () => {
  world.set(loaded({ rooms: [], messages: [], members: [] }));
  render(<Announcer channel={7} />);
  act(() => {
    say(1, 'yes');
    say(2, 'no');
  });
  const before = screen.getByText('Bob Brandt: yes');
  act(() => say(3, 'yes'));
  expect(screen.getAllByText(/Bob Brandt/).map((one) => one.textContent)).toEqual([
    'Bob Brandt: yes',
    'Bob Brandt: no',
    'Bob Brandt: yes',
  ]);
  // What was heard stays the same element: it is not heard once more.
  expect(screen.getAllByText('Bob Brandt: yes')[0]).toBe(before);
});

it('a message is heard without its marks', () => {
  world.set(loaded({ rooms: [], messages: [], members: [] }));
  render(<Announcer channel={7} />);
  const content = '> **bold** `x` [a](https://e.org)\n\n- @bob in #general';
  const data = { channel_id: 7, seq: 1, parent_id: null, message: message(1, { content }) };
  act(() => told.listener(event({ type: 'new_message', data })));
  expect(screen.getByText(/Bob Brandt/).textContent).toBe('Bob Brandt: bold x a\n@bob in #general');
});
