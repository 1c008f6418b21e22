import { seqOf } from './events.ts';
import type { LogEvent } from './protocol.ts';

/**
 * One conversation's log as far as it is known here. Takes events as they come and gives them out once each,
 * in the order of `seq`, without a hole: what comes too early is held until the hole is filled.
 */
export class Log {
  /** Everything up to here was given out; null until the server told where we join. */
  position: number | null;
  #filling = false;
  #held: LogEvent[] = [];

  constructor(position: number | null) {
    this.position = position;
  }

  get filling(): boolean {
    return this.#filling;
  }

  /** What may be given out now; `gap` where something before it is missing and has to be asked for. */
  accept(event: LogEvent): { ready: LogEvent[]; gap: boolean } {
    this.#held.push(event);
    return this.#filling || this.position === null ? { ready: [], gap: false } : this.#drain();
  }

  /** The server said where we are in. A known position stays: what lies between is asked for. */
  joined(lastSeq: number): { ready: LogEvent[]; gap: boolean } {
    if (this.position !== null) return { ready: [], gap: lastSeq > this.position };
    this.position = lastSeq;
    return this.#drain();
  }

  /** From now on the missed changes come, each message in its present state: their numbers may skip. */
  startFilling(): void {
    this.#filling = true;
  }

  /** A deletion came alone: whether its message was ever seen here is not known, so its place is not, either. */
  get lacksDeleted(): boolean {
    return this.#held.some((event) => event.type === 'message_deleted' && event.data.message === undefined);
  }

  /** Everything up to `lastSeq` has come. */
  filled(lastSeq: number): { ready: LogEvent[]; gap: boolean } {
    this.#filling = false;
    const from = this.position ?? 0;
    const missed = this.#held.filter((event) => seqOf(event) > from && seqOf(event) <= lastSeq);
    this.#held = this.#held.filter((event) => seqOf(event) > lastSeq);
    this.position = Math.max(from, lastSeq);
    const rest = this.#drain();
    return { ready: [...inOrder(missed), ...rest.ready], gap: rest.gap };
  }

  /** What is held up to there is told again in another way, or given up. */
  forget(lastSeq: number): void {
    this.#held = this.#held.filter((event) => seqOf(event) > lastSeq);
  }

  /** A filling that broke off is begun anew, from the position. */
  interrupt(): void {
    this.#filling = false;
    this.#held = [];
  }

  #drain(): { ready: LogEvent[]; gap: boolean } {
    const ready: LogEvent[] = [];
    let position = this.position ?? 0;
    const early: LogEvent[] = [];
    for (const event of inOrder(this.#held)) {
      const seq = seqOf(event);
      if (seq === position + 1) {
        ready.push(event);
        position = seq;
      } else if (seq > position) early.push(event);
    }
    this.position = position;
    this.#held = early;
    return { ready, gap: early.length > 0 };
  }
}

/** Ascending, each `seq` once: of two that tell the same change the later one, which may tell more. */
function inOrder(events: LogEvent[]): LogEvent[] {
  const bySeq = new Map(events.map((event) => [seqOf(event), event]));
  return [...bySeq.values()].sort((a, b) => seqOf(a) - seqOf(b));
}
