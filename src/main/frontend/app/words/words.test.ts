import { afterEach, describe, expect, it } from 'vitest';
import { change } from '../ground/settings';
import { parseRoute, pathOf } from '../ground/route';
import { initials } from '../people/Face';
import { startLanguage, t } from '.';
import { de } from './de';
import { en } from './en';

afterEach(() => change({ language: 'system' }));

const speak = async (language: 'en' | 'de') => {
  change({ language });
  await startLanguage();
};

const holes = (entry: unknown) =>
  [...new Set([...JSON.stringify(entry).matchAll(/\{(\w+)\}/g)].map((found) => found[1]))].sort();

describe('words', () => {
  it('have the same holes in both languages', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect([key, holes(de[key])]).toEqual([key, holes(en[key])]);
  });

  it('choose the form by the number, and write it as the language does', async () => {
    await speak('en');
    expect([t('replies', { count: 1 }), t('replies', { count: 2 })]).toEqual(['1 reply', '2 replies']);
    await speak('de');
    expect(t('replies', { count: 1200 })).toBe('1.200 Antworten');
  });
});

describe('small things', () => {
  it('an address goes there and back', () => {
    for (const path of [
      '/',
      '/gifts',
      '/c/12',
      '/c/12/abc-1',
      '/c/12?thread=abc-1',
      '/c/12/a?thread=a&reply=b',
      '/c/12?about',
    ]) {
      expect(pathOf(parseRoute(new URL(path, 'https://x.example')))).toBe(path);
    }
    expect(parseRoute(new URL('https://x.example/c/1/..%2f')).page).toBe('home');
  });

  it('initials of any name', () => {
    expect([initials('Alice Adler', 2), initials('bob', 2), initials('👩‍🚀 Zoë', 2), initials('', 2)]).toEqual([
      'AA',
      'B',
      '👩Z',
      '',
    ]);
  });
});
