import type { User } from '@parlance/client';

/** Who was here last, so that a page that opens without a way to the server knows whose drafts it shows. */
const key = 'parlance.me';

export function rememberMe(me: User): void {
  try {
    localStorage.setItem(key, JSON.stringify(me));
  } catch {
    // Storage is full or forbidden: the next page asks the server first.
  }
}

export function rememberedMe(): User | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as User | null;
  } catch {
    return null;
  }
}

export const forgetMe = (): void => localStorage.removeItem(key);
