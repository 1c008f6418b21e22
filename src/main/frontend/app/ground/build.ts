import { createStore, useStore } from './store';

declare const __BUILD_ID__: string;

const renewed = createStore(false);
export const useNewVersion = (): boolean => useStore(renewed, (value) => value);

let asked = 0;
const often = 10 * 60_000;

/** After a break, and when the page comes to the front again: whether the server has another client than this one. */
export async function lookForNewVersion(): Promise<void> {
  if (renewed.get()) return;
  asked = Date.now();
  try {
    const answer = await fetch('/index.html', { cache: 'no-store' });
    const found = /<meta name="parlance-build" content="([^"]+)"/.exec(await answer.text());
    if (answer.ok && found && found[1] !== __BUILD_ID__) renewed.set(true);
  } catch {
    // No way to the server now: the next return asks again.
  }
}

export function watchVersion(): () => void {
  const look = () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > often) void lookForNewVersion();
  };
  asked = Date.now();
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}
