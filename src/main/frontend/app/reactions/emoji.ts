import { change, settings } from '../ground/settings';

const usual = ['👍', '❤️', '😂', '🎉', '👀', '✅'];

export function quickEmoji(): string[] {
  return [...new Set([...settings.get().recentEmoji, ...usual])].slice(0, 6);
}

export function usedEmoji(emoji: string): void {
  const old = settings.get().recentEmoji;
  change({ recentEmoji: [emoji, ...old.filter((one) => one !== emoji)].slice(0, 12) });
}

export interface EmojiName {
  emoji: string;
  name: string;
}

let names: Promise<EmojiName[]> | null = null;
let known: readonly EmojiName[] = [];

/** As far as they have come: nobody's message waits for them. */
export const knownEmojiNames = (): readonly EmojiName[] => known;

/** The names that people type between colons; fetched at the first colon, not before. Offline there are none yet. */
export function emojiNames(): Promise<readonly EmojiName[]> {
  names ??= fetchNames();
  return names.then(
    (found) => (known = found),
    () => {
      names = null;
      return [];
    },
  );
}

function fetchNames(): Promise<EmojiName[]> {
  return import('emojibase-data/en/shortcodes/github.json').then(({ default: byCode }) =>
    Object.entries(byCode as Record<string, string | string[]>).flatMap(([code, all]) => {
      const emoji = code
        .split('-')
        .map((one) => String.fromCodePoint(parseInt(one, 16)))
        .join('');
      return [all].flat().map((name) => ({ emoji, name }));
    }),
  );
}
