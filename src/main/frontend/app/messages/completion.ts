import type { Conversation } from '@parlance/client';
import type { EmojiName } from '../reactions/emoji';
import type { Face } from '../people/state';

/** What is being typed just before the caret, if it can be completed. */
export interface Asked {
  sigil: '@' | ':' | '#';
  word: string;
  /** Where the sigil stands. */
  at: number;
}

export interface Offer {
  /** What is put in for what was typed, with a blank after it. */
  insert: string;
  label: string;
  hint?: string;
  emoji?: string;
  userId?: number;
}

const most = 8;

export function asked(text: string, caret: number): Asked | null {
  const found = /(?:^|[\s([{"'>])([@:#])([\p{L}\p{N}_.+-]{0,40})$/u.exec(
    text.slice(Math.max(0, caret - 60), caret),
  );
  if (!found) return null;
  const sigil = found[1] as Asked['sigil'];
  const word = found[2] ?? '';
  if (sigil === ':' && word.length < 2) return null;
  return { sigil, word, at: caret - word.length - 1 };
}

/** Beginnings of the name come first, then beginnings of its words, then whatever contains it. */
function rank(word: string, ...names: string[]): number {
  const wanted = word.toLocaleLowerCase();
  let best = 3;
  for (const name of names) {
    const lower = name.toLocaleLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (lower.split(/[\s._-]+/u).some((part) => part.startsWith(wanted))) best = Math.min(best, 1);
    else if (lower.includes(wanted)) best = Math.min(best, 2);
  }
  return best;
}

function ranked<T>(all: readonly T[], by: (one: T) => number): T[] {
  return all
    .map((one) => ({ one, rank: by(one) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}

export function offerPeople(word: string, people: readonly Face[], me: number): Offer[] {
  const others = people.filter((one) => one.id !== me);
  return ranked(others, (one) => rank(word, one.username, one.name)).map((one) => ({
    insert: `@${one.username}`,
    label: one.name,
    hint: `@${one.username}`,
    userId: one.id,
  }));
}

export function offerChannels(word: string, all: readonly Conversation[]): Offer[] {
  const named = all.filter((one) => one.name && (one.kind === 'public' || one.kind === 'private'));
  return ranked(named, (one) => rank(word, one.name ?? '')).map((one) => ({
    insert: `#${one.name ?? ''}`,
    label: `#${one.name ?? ''}`,
    hint: one.topic ?? undefined,
  }));
}

export function offerEmoji(word: string, names: readonly EmojiName[]): Offer[] {
  return ranked(names, (one) => rank(word, one.name)).map((one) => ({
    insert: one.emoji,
    label: `:${one.name}:`,
    emoji: one.emoji,
  }));
}

export function completed(
  text: string,
  caret: number,
  ask: Asked,
  offer: Offer,
): { text: string; caret: number } {
  const after = text.slice(caret);
  const gap = after.startsWith(' ') ? '' : ' ';
  const before = text.slice(0, ask.at) + offer.insert + gap;
  return { text: before + after, caret: before.length + (gap === '' ? 1 : 0) };
}

const named = /(^|[\s(]):([\w+-]{2,40}):(?=$|[\s).,!?])/u;
const allNamed = new RegExp(named, 'gu');
/** What stands within ticks, or from a fence to the next one or the end. */
const code = /(```[\s\S]*?(?:```|$)|`[^`\n]+`)/;

export const namesEmoji = (text: string): boolean => named.test(text);

/** `:tada:` typed to its end becomes the picture when it is sent, except in code. */
export function withEmoji(text: string, names: readonly EmojiName[]): string {
  const picture = (whole: string, before: string, name: string) => {
    const known = names.find((one) => one.name === name);
    return known ? before + known.emoji : whole;
  };
  return text
    .split(code)
    .map((part, i) => (i % 2 === 0 ? part.replace(allNamed, picture) : part))
    .join('');
}
