import { backoff, sleep } from './backoff.ts';
import type { Position } from './model.ts';
import type { Changes, Rest } from './rest.ts';

const wait = 25;
/** A server that answers "nothing new" at once is not asked again at once. */
const pause = 2_000;

/** Receives by long poll while there is no socket. */
export class Poll {
  readonly #rest: Rest;
  readonly #positions: () => Position[];
  readonly #changed: (changes: Changes[]) => boolean;
  readonly #working: (works: boolean) => void;
  #running: AbortController | null = null;
  /** Ends the present wait, when the list of conversations changed. */
  #round: AbortController | null = null;

  constructor(
    rest: Rest,
    positions: () => Position[],
    /** Says whether there was anything new in it. */
    changed: (changes: Changes[]) => boolean,
    working: (works: boolean) => void,
  ) {
    this.#rest = rest;
    this.#positions = positions;
    this.#changed = changed;
    this.#working = working;
  }

  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    void this.#run(this.#running.signal);
  }

  stop(): void {
    this.#running?.abort();
    this.#round?.abort();
    this.#running = null;
  }

  /** Asks anew, with the present list. */
  restart(): void {
    this.#round?.abort();
  }

  async #run(ended: AbortSignal): Promise<void> {
    let failures = 0;
    let seconds = 0;
    while (!ended.aborted) {
      this.#round = new AbortController();
      const { signal } = this.#round;
      const began = Date.now();
      try {
        const changes = await this.#rest.poll(this.#positions(), seconds, signal);
        if (isOver(ended)) return;
        // The first round only finds out whether REST works, and answers at once.
        seconds = wait;
        failures = 0;
        this.#working(true);
        if (!this.#changed(changes) && Date.now() - began < 1_000 && !signal.aborted)
          await sleep(pause, signal);
      } catch (reason) {
        if (isOver(ended)) return;
        if (signal.aborted) continue;
        this.#working(false);
        seconds = 0;
        const asked = (reason as { retryAfterMs?: number }).retryAfterMs ?? 0;
        await sleep(Math.max(asked, 250 + backoff(++failures)), signal);
      }
    }
  }
}

/** A function, because the compiler takes a flag that it once saw for one that stays. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;
