import type { CSSProperties } from 'react';

/** Initials on a quiet ground of the person's own hue. */
export function Face({ id, name, little = false }: { id: number; name: string; little?: boolean }) {
  const hue = (id * 137) % 360;
  return (
    <span
      className={little ? 'face little' : 'face'}
      style={{ '--hue': hue } as CSSProperties}
      aria-hidden="true"
    >
      {initials(name, little ? 1 : 2)}
    </span>
  );
}

export function initials(name: string, most: number): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 32))
    .slice(0, most)
    .join('')
    .toLocaleUpperCase();
}
