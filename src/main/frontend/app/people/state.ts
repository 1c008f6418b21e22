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

export function learn(people: People, named: readonly Named[]): People {
  let next: Record<number, Face> | null = null;
  for (const one of named) {
    const id = one.id ?? one.user_id;
    if (id === undefined) continue;
    const old = (next ?? people)[id];
    const name = one.name || one.username;
    if (old && old.username === one.username && old.name === name) continue;
    next ??= { ...people };
    next[id] = { id, username: one.username, name };
  }
  return next ?? people;
}
