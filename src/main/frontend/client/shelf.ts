import type { OutboxEntry } from './entry.ts';

/** Where unsent messages lie over a reload. */
export interface Shelf {
  all(): Promise<OutboxEntry[]>;
  put(entry: OutboxEntry): Promise<void>;
  remove(clientId: string): Promise<void>;
}

/**
 * IndexedDB, or the memory of this page where the browser gives none (some private windows). Takes seconds where the
 * machine does much else, and for ever in some browsers that forbid it.
 */
export async function openShelf(name: string): Promise<Shelf> {
  try {
    return new DatabaseShelf(await openDatabase(name));
  } catch {
    return new MemoryShelf();
  }
}

const table = 'outbox';

const openDatabase = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      // The order of the key is the order of writing; the id finds the entry again.
      request.result
        .createObjectStore(table, { autoIncrement: true })
        .createIndex('id', 'client_id', { unique: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

class DatabaseShelf implements Shelf {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
    // Another tab with a newer client wants to change the table: let it.
    database.onversionchange = () => database.close();
  }

  async all(): Promise<OutboxEntry[]> {
    return this.#run('readonly', (store, done) => {
      const request = store.getAll() as IDBRequest<OutboxEntry[]>;
      request.onsuccess = () => done(request.result);
    });
  }

  async put(entry: OutboxEntry): Promise<void> {
    await this.#run('readwrite', (store) => {
      const key = store.index('id').getKey(entry.client_id);
      key.onsuccess = () => void store.put(entry, key.result);
    });
  }

  async remove(clientId: string): Promise<void> {
    await this.#run('readwrite', (store) => {
      const key = store.index('id').getKey(clientId);
      key.onsuccess = () => {
        if (key.result !== undefined) store.delete(key.result);
      };
    });
  }

  /** Resolves when the transaction is complete: only then it survives. */
  #run<T = undefined>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, done: (value: T) => void) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = this.#database.transaction(table, mode, { durability: 'strict' });
      let result: T | undefined;
      transaction.oncomplete = () => resolve(result as T);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
      work(transaction.objectStore(table), (value) => (result = value));
    });
  }
}

export class MemoryShelf implements Shelf {
  readonly #entries = new Map<string, OutboxEntry>();

  all = () => Promise.resolve([...this.#entries.values()]);

  put(entry: OutboxEntry): Promise<void> {
    this.#entries.set(entry.client_id, entry);
    return Promise.resolve();
  }

  remove(clientId: string): Promise<void> {
    this.#entries.delete(clientId);
    return Promise.resolve();
  }
}
