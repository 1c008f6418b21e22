const first = 500;
const most = 30_000;

/** Full jitter: anywhere between nothing and a ceiling that doubles with each failed try. */
export function backoff(attempt: number, floor = 0): number {
  const ceiling = Math.max(floor, Math.min(most, first * 2 ** attempt));
  return Math.round(Math.random() * ceiling);
}

export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
