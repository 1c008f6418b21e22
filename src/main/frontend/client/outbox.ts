import { backoff, sleep } from './backoff.ts';
import type { OutboxEntry, OutboxStep, Sent } from './entry.ts';
import { asError, ParlanceError } from './errors.ts';
import { MemoryShelf, type Shelf } from './shelf.ts';
import { Store } from './store.ts';

interface Waiter {
  resolve: (sent: Sent) => void;
  reject: (reason: ParlanceError) => void;
}

/** What is to be sent: one at a time and in order for each conversation, kept until it is acknowledged. */
export class Outbox {
  readonly entries = new Store<readonly OutboxEntry[]>([]);

  readonly #deliver: (entry: OutboxEntry) => Promise<Sent>;
  readonly #told: (step: OutboxStep) => void;
  readonly #sent: (clientId: string, sent: Sent) => void;
  readonly #waiting = new Map<string, Waiter>();
  readonly #busy = new Set<number>();
  #shelf: Shelf = new MemoryShelf();
  #sends = false;
  #wake = new AbortController();

  constructor(
    deliver: (entry: OutboxEntry) => Promise<Sent>,
    /** Tells the other tabs. */
    told: (step: OutboxStep) => void,
    sent: (clientId: string, sent: Sent) => void,
  ) {
    this.#deliver = deliver;
    this.#told = told;
    this.#sent = sent;
  }

  /** Takes in what an earlier page, or another tab, has left, and keeps there what was written meanwhile. */
  async open(shelf: Shelf): Promise<void> {
    const before = this.entries.get();
    this.#shelf = shelf;
    for (const { client_id: id } of before) {
      const entry = this.#find(id);
      if (entry) await shelf.put(entry).catch(() => undefined);
    }
    await this.reload();
  }

  async reload(): Promise<void> {
    const left = await this.#shelf.all().catch(() => []);
    const known = new Set(left.map((entry) => entry.client_id));
    // What was added while the shelf was read stays behind what lay there.
    this.entries.update((entries) => [...left, ...entries.filter((entry) => !known.has(entry.client_id))]);
    this.#drain();
  }

  get pending(): OutboxEntry[] {
    return this.entries.get().filter(({ state }) => state === 'pending');
  }

  /** Only the tab that leads sends. */
  set sends(sends: boolean) {
    this.#sends = sends;
    if (sends) void this.reload();
  }

  /** Nobody waits any longer; what is unsent stays. */
  stop(): void {
    this.#sends = false;
    const reason = new ParlanceError('stopped', 'Stopped before it was acknowledged');
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  add(entry: OutboxEntry): Promise<Sent> {
    const answer = new Promise<Sent>((resolve, reject) => {
      this.#waiting.set(entry.client_id, { resolve, reject });
    });
    this.#tell({ step: 'put', entry });
    return answer;
  }

  retry = (clientId: string): void => {
    const entry = this.#find(clientId);
    if (!entry || entry.state !== 'failed') return;
    this.#tell({ step: 'put', entry: { ...entry, state: 'pending', error: undefined } });
  };

  discard = (clientId: string): void => {
    if (this.#find(clientId)) this.#tell({ step: 'gone', client_id: clientId });
  };

  /** Tries at once: there is a way again. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
    this.#drain();
  }

  /** A message of ours came back before its acknowledgement did. */
  seen(clientId: string, sent: Sent): void {
    if (this.#find(clientId)) this.#tell({ step: 'sent', client_id: clientId, ...sent });
  }

  /** Of this tab or another one. */
  apply(step: OutboxStep): void {
    switch (step.step) {
      case 'put':
        this.#put(step.entry);
        this.#drain();
        break;
      case 'sent':
        this.#sent(step.client_id, step);
        this.#remove(step.client_id)?.resolve({ method: step.method, message: step.message });
        break;
      case 'gone':
        this.#remove(step.client_id)?.reject(new ParlanceError('discarded', 'Discarded'));
        break;
    }
  }

  #tell(step: OutboxStep): void {
    const written = step.step === 'put' ? this.#shelf.put(step.entry) : this.#shelf.remove(step.client_id);
    // A full or broken database costs the memory over a reload, not the message.
    written.catch(() => undefined);
    this.apply(step);
    this.#told(step);
  }

  #put(entry: OutboxEntry): void {
    this.entries.update((entries) =>
      entries.some((one) => one.client_id === entry.client_id)
        ? entries.map((one) => (one.client_id === entry.client_id ? entry : one))
        : [...entries, entry],
    );
    if (entry.state !== 'failed') return;
    const { code, message } = entry.error ?? { code: 'invalid_message' as const, message: '' };
    this.#waiting.get(entry.client_id)?.reject(new ParlanceError(code, message));
    this.#waiting.delete(entry.client_id);
  }

  #remove(clientId: string): Waiter | undefined {
    this.entries.update((entries) => entries.filter((one) => one.client_id !== clientId));
    const waiter = this.#waiting.get(clientId);
    this.#waiting.delete(clientId);
    return waiter;
  }

  #find(clientId: string): OutboxEntry | undefined {
    return this.entries.get().find((entry) => entry.client_id === clientId);
  }

  #drain(): void {
    if (!this.#sends) return;
    for (const channel of new Set(this.entries.get().map((entry) => entry.channel_id))) {
      if (!this.#busy.has(channel)) void this.#work(channel);
    }
  }

  async #work(channel: number): Promise<void> {
    this.#busy.add(channel);
    let failures = 0;
    for (;;) {
      const entry = this.entries.get().find((one) => one.channel_id === channel && one.state === 'pending');
      if (!entry || !this.#sends) break;
      const { signal } = this.#wake;
      try {
        const sent = await this.#deliver(entry);
        failures = 0;
        if (this.#find(entry.client_id)) this.#tell({ step: 'sent', client_id: entry.client_id, ...sent });
      } catch (reason) {
        const error = asError(reason);
        if (error.retryable) await sleep(error.retryAfterMs ?? 250 + backoff(++failures), signal);
        else if (this.#find(entry.client_id)) {
          const { code, message } = error;
          this.#tell({ step: 'put', entry: { ...entry, state: 'failed', error: { code, message } } });
        }
      }
    }
    this.#busy.delete(channel);
  }
}
