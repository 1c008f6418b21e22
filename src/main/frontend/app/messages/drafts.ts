import { createStore, useStore } from '../ground/store';
import { world } from '../world';

/** A draft per conversation ("12") and per thread ("12/uuid"), per person. Written at once, so that a crash takes nothing. */
const prefix = () => `parlance.draft.${world.get().me.id}.`;

const revision = createStore(0);

addEventListener('storage', (event) => {
  if (event.key === null || event.key.startsWith('parlance.draft.')) revision.set((old) => old + 1);
});

export function draftOf(key: string): string {
  try {
    return localStorage.getItem(prefix() + key) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(key: string, text: string): void {
  const had = draftOf(key) !== '';
  try {
    if (text.trim() === '') localStorage.removeItem(prefix() + key);
    else localStorage.setItem(prefix() + key, text);
  } catch {
    // Storage is full or forbidden: the text stays in the box.
  }
  if (had !== (text.trim() !== '')) revision.set((old) => old + 1);
}

/** What another tab makes of this draft; it is empty where it was sent, or given up. */
export function onDraftElsewhere(key: string, told: (now: string, before: string) => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === prefix() + key) told(event.newValue ?? '', event.oldValue ?? '');
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}

export const useHasDraft = (key: string): boolean => {
  useStore(revision, (count) => count);
  return draftOf(key) !== '';
};
