import type { ParlanceEvent } from './events.ts';

interface Told {
  onEvent: (listener: (event: ParlanceEvent) => void) => () => void;
}

/**
 * Asks for a snapshot (a page, a list) and takes it together with what was told while it was on its way: that may have
 * overtaken the answer, and is to be applied once more after it. Rejects as `ask` does, without having taken anything.
 */
export async function takeSnapshot<T>(
  client: Told,
  ask: () => Promise<T>,
  take: (answer: T, meanwhile: readonly ParlanceEvent[]) => void,
): Promise<T> {
  const meanwhile: ParlanceEvent[] = [];
  const stop = client.onEvent((event) => void meanwhile.push(event));
  try {
    const answer = await ask();
    take(answer, meanwhile);
    return answer;
  } finally {
    stop();
  }
}
