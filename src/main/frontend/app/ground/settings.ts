import { createStore, useStore } from './store';

/** What this browser was told to do. It stays here: none of it is the server's business. */
export type Level = 'all' | 'mentions' | 'none';

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  language: 'system' | 'en' | 'de';
  notify: boolean;
  quiet: { from: string; to: string } | null;
  levels: Record<number, Level>;
  muted: Record<number, boolean>;
  recentEmoji: string[];
}

const key = 'parlance.settings';
const defaults: Settings = {
  theme: 'system',
  language: 'system',
  notify: false,
  quiet: null,
  levels: {},
  muted: {},
  recentEmoji: [],
};

function read(): Settings {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>) };
  } catch {
    return defaults;
  }
}

export const settings = createStore<Settings>(read());

addEventListener('storage', (event) => {
  if (event.key === key) settings.set(read());
});

export function change(part: Partial<Settings>): void {
  settings.set((old) => ({ ...old, ...part }));
  try {
    localStorage.setItem(key, JSON.stringify(settings.get()));
  } catch {
    // Storage is full or forbidden: the choice holds until the page is left.
  }
}

export const useSettings = (): Settings => useStore(settings, (all) => all);

function dress({ theme }: Settings): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function startTheme(): void {
  dress(settings.get());
  settings.subscribe(() => dress(settings.get()));
}
