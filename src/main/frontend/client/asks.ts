import { ParlanceError } from './errors.ts';
import type { Command, ServerFrame } from './protocol.ts';

const patience = 10_000;

interface Ask {
  resolve: (frame: ServerFrame) => void;
  reject: (reason: ParlanceError) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** Commands that wait for the frame that carries their `id`. */
export class Asks {
  readonly #open = new Map<string, Ask>();
  #next = 1;

  /** Gives the command an id, has it sent, and waits. */
  ask(command: Command, send: (command: Command & { id: string }) => boolean): Promise<ServerFrame> {
    const id = `c${this.#next++}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail(id, new ParlanceError('timeout', 'No answer')), patience);
      this.#open.set(id, { resolve, reject, timer });
      if (!send({ ...command, id })) this.#fail(id, new ParlanceError('network', 'Not connected'));
    });
  }

  answer(frame: ServerFrame): void {
    const ask = frame.id === undefined ? undefined : this.#open.get(frame.id);
    if (!ask || frame.id === undefined) return;
    this.#open.delete(frame.id);
    clearTimeout(ask.timer);
    if (frame.type === 'error') {
      const { code, retry_after_ms: retryAfterMs } = frame.data;
      ask.reject(new ParlanceError(code, frame.message, { retryAfterMs }));
    } else ask.resolve(frame);
  }

  /** The socket went: whether they arrived is unknown. */
  failAll(): void {
    for (const id of [...this.#open.keys()]) this.#fail(id, new ParlanceError('network', 'Connection lost'));
  }

  #fail(id: string, reason: ParlanceError): void {
    const ask = this.#open.get(id);
    this.#open.delete(id);
    clearTimeout(ask?.timer);
    ask?.reject(reason);
  }
}
