/** What is known about people by name; how they are doing is presence. */
export interface Face {
  id: number;
  username: string;
  name: string;
}

export type People = Readonly<Record<number, Face>>;

interface Named {
  id?: number;
  user_id?: number;
  username: string;
  name: string | null;
}

/** Blanks, and what only steers other characters, leave nothing to read or to click on. */
export const isSeen = (name: string | null): name is string => /[^\s\p{Cc}\p{Cf}\p{DI}]/u.test(name ?? '');

export const nameOf = (one: { username: string; name: string | null }): string =>
  isSeen(one.name) ? one.name : one.username;

export function learn(people: People, named: readonly Named[]): People {
  let next: Record<number, Face> | null = null;
  for (const one of named) {
    const id = one.id ?? one.user_id;
    if (id === undefined) continue;
    const old = (next ?? people)[id];
    const name = nameOf(one);
    if (old && old.username === one.username && old.name === name) continue;
    next ??= { ...people };
    next[id] = { id, username: one.username, name };
  }
  return next ?? people;
}
