import { settings } from '../ground/settings';
import { createStore, useStore } from '../ground/store';
import { en } from './en';

export type Key = keyof typeof en;
type Entry = string | { one: string; other: string };
export type Catalogue = Record<Key, Entry>;
export type Values = Record<string, string | number>;

/** English is in the page; the others are fetched when somebody reads them. */
const fetches = {
  en: () => Promise.resolve<Catalogue>(en),
  de: () => import('./de').then((found): Catalogue => found.de),
};
export type Language = keyof typeof fetches;

const shown = createStore<{ language: Language; catalogue: Catalogue }>({ language: 'en', catalogue: en });

export const language = (): Language => shown.get().language;
export const useLanguage = (): Language => useStore(shown, (now) => now.language);

/** The chosen language, or the first one of the browser's that we speak. */
function wanted(): Language {
  const chosen = settings.get().language;
  if (chosen !== 'system') return chosen;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find((tag): tag is Language => tag in fetches) ?? 'en';
}

/** For numbers and times: the browser's own variant (de-AT, en-GB) of the language that is shown. */
export function locale(): string {
  const spoken = language();
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(spoken)) ?? spoken;
}

export function t(key: Key, values: Values = {}): string {
  const entry: Entry = shown.get().catalogue[key];
  const text = typeof entry === 'string' ? entry : entry[form(Number(values['count'] ?? 0))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(locale()) : value;
  });
}

const form = (count: number) => (new Intl.PluralRules(language()).select(count) === 'one' ? 'one' : 'other');

export const list = (names: string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);

async function wear(): Promise<void> {
  const language = wanted();
  const catalogue = await fetches[language]();
  shown.set({ language, catalogue });
  document.documentElement.lang = language;
}

/** Resolves when the page can be shown in its language. Without a way to fetch that, it is shown in English. */
export async function startLanguage(): Promise<void> {
  settings.subscribe(() => {
    if (wanted() !== language()) void wear();
  });
  await wear().catch(() => undefined);
}
