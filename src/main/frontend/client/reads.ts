import { backoff } from './backoff.ts';
import type { Standing } from './protocol.ts';

const gather = 300;

/** How far the person has read: only the newest position of each conversation is told, until it is known to be. */
export class Reads {
  readonly #tell: (channel: number, seq: number) => Promise<unknown>;
  readonly #untold = new Map<number, number>();
  readonly #told = new Map<number, number>();
  readonly #underway = new Set<number>();
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (channel: number, seq: number) => Promise<unknown>) {
    this.#tell = tell;
  }

  mark(channel: number, seq: number): void {
    if (seq <= Math.max(this.#untold.get(channel) ?? 0, this.#told.get(channel) ?? 0)) return;
    this.#untold.set(channel, seq);
    this.#plan();
  }

  /** Back before a message. */
  unmark(channel: number, seq: number): void {
    this.#told.delete(channel);
    this.#untold.set(channel, seq);
    this.#plan();
  }

  /** As the server has it, whoever told it: another device may have gone back. */
  known({ channel_id: channel, last_read_seq: seq }: Standing): void {
    this.#told.set(channel, seq);
  }

  /** At once: there is a way again. */
  wake(): void {
    this.#failures = 0;
    this.stop();
    if (this.#untold.size > 0) this.#flush();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #plan(): void {
    const wait = this.#failures === 0 ? gather : 2_000 + backoff(this.#failures);
    this.#timer ??= setTimeout(() => this.#flush(), wait);
  }

  #flush(): void {
    this.#timer = undefined;
    for (const channel of this.#untold.keys()) if (!this.#underway.has(channel)) void this.#one(channel);
  }

  async #one(channel: number): Promise<void> {
    const seq = this.#untold.get(channel);
    if (seq === undefined) return;
    this.#underway.add(channel);
    try {
      await this.#tell(channel, seq);
      this.#failures = 0;
      this.#told.set(channel, seq);
      if (this.#untold.get(channel) === seq) this.#untold.delete(channel);
    } catch (reason) {
      // Refused for good: to tell it again would not help. Else it is kept, and told when there is a way.
      if ((reason as { retryable?: boolean }).retryable === false) this.#untold.delete(channel);
      else this.#failures++;
    }
    this.#underway.delete(channel);
    if (this.#untold.size > 0) this.#plan();
  }
}
