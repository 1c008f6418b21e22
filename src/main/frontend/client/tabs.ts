import { uuid } from './uuid.ts';

export const canShare = (): boolean =>
  typeof BroadcastChannel !== 'undefined' &&
  typeof navigator !== 'undefined' &&
  // Missing on a page without TLS, whatever the types say.
  (navigator as { locks?: unknown }).locks !== undefined;

interface Envelope<M> {
  from: string;
  body: M;
}

/** The tabs of one browser that belong together. One of them leads; when it goes, another one does. */
export class Tabs<M> {
  readonly id = uuid();
  leads = false;
  readonly #name: string;
  readonly #channel: BroadcastChannel;
  readonly #closed = new AbortController();

  constructor(name: string, heard: (body: M, from: string) => void) {
    this.#name = name;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = (event: MessageEvent<Envelope<M>>) => heard(event.data.body, event.data.from);
  }

  /** A lock of its own says that a tab lives; another one, waited for by all, says who leads. */
  join(lead: () => void): void {
    this.#hold(`${this.#name}/${this.id}`);
    this.#hold(`${this.#name}/lead`, () => {
      this.leads = true;
      lead();
    });
  }

  post(body: M): void {
    this.#channel.postMessage({ from: this.id, body } satisfies Envelope<M>);
  }

  /** Tells when that tab is gone, closed or crashed. */
  watch(tab: string, gone: () => void): void {
    navigator.locks
      .request(`${this.#name}/${tab}`, { signal: this.#closed.signal }, gone)
      .catch(() => undefined);
  }

  close(): void {
    this.leads = false;
    this.#closed.abort();
    this.#channel.close();
  }

  #hold(lock: string, held?: () => void): void {
    const { signal } = this.#closed;
    navigator.locks
      .request(lock, { signal }, () => {
        if (signal.aborted) return undefined;
        held?.();
        return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      })
      .catch(() => undefined);
  }
}
