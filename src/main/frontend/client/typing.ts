const again = 3_000;
const endsAfter = 5_000;

/** Turns key strokes into few frames: one at the beginning, one every three seconds, one at the end. */
export class Typing {
  readonly #send: (channel: number, isTyping: boolean) => void;
  readonly #active = new Map<number, { sentAt: number; end: ReturnType<typeof setTimeout> }>();

  constructor(send: (channel: number, isTyping: boolean) => void) {
    this.#send = send;
  }

  set(channel: number, isTyping: boolean): void {
    const before = this.#active.get(channel);
    clearTimeout(before?.end);
    if (!isTyping) {
      if (this.#active.delete(channel)) this.#send(channel, false);
      return;
    }
    const now = Date.now();
    const due = !before || now - before.sentAt >= again;
    if (due) this.#send(channel, true);
    const end = setTimeout(() => this.set(channel, false), endsAfter);
    this.#active.set(channel, { sentAt: due ? now : before.sentAt, end });
  }

  /** The message itself says that typing has ended. */
  sent(channel: number): void {
    clearTimeout(this.#active.get(channel)?.end);
    this.#active.delete(channel);
  }

  stop(): void {
    for (const { end } of this.#active.values()) clearTimeout(end);
    this.#active.clear();
  }
}
