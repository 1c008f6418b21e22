import { tell } from './tell.ts';

/** A value that tells when it is replaced; made for React's useSyncExternalStore, useful without it. */
export class Store<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  /** Tells the listener each new value from now on; the answer ends it. */
  subscribe = (listener: (value: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    tell(this.#listeners, value);
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }
}
