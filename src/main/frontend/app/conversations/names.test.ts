import { expect, it } from 'vitest';
import { learn } from '../people/state';
import { conversation, participant } from '../testkit/said';
import { titleOf } from './names';

const unseen = [' \u3000', '\u200b\u2060', '\u3164', '\u202e \u00ad'];

it.each(unseen)('a name of nothing to be seen is none (%j)', (name) => {
  expect(titleOf(conversation({ kind: 'group', name }), 1)).toBe('Bob');
  const nameless = participant({ id: 3, username: 'carol', name });
  expect(titleOf(conversation({ kind: 'direct', name: null, participants: [nameless] }), 1)).toBe('carol');
  expect(learn({}, [nameless])[3]?.name).toBe('carol');
});

it('a picture or a letter of any kind is a name', () => {
  for (const name of ['👩‍🚀', 'ا', '"']) expect(titleOf(conversation({ name }), 1)).toBe(name);
});
