import { vi } from 'vitest';
import { fakeFetch } from './fake-rest.ts';
import { FakeServer } from './fake-server.ts';
import { FakeSocket } from './fake-socket.ts';

/** Clock, network, tabs: a browser as far as the client looks at one. */
export function browser(): FakeServer {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  // Full jitter at its most.
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const server = new FakeServer();
  FakeSocket.server = server;
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', fakeFetch(server));
  return server;
}

export const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Channels between tabs and locks, which Node does not have as browsers do. */
export function tabs(): void {
  const open: FakeChannel[] = [];
  class FakeChannel {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    constructor(readonly name: string) {
      open.push(this);
    }
    postMessage(data: unknown): void {
      const copy = structuredClone(data);
      for (const one of open) {
        if (one !== this && one.name === this.name) queueMicrotask(() => one.onmessage?.({ data: copy }));
      }
    }
    close(): void {
      open.splice(open.indexOf(this), 1);
    }
  }
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  const tails = new Map<string, Promise<unknown>>();
  const request = async (name: string, options: { signal?: AbortSignal }, work: () => unknown) => {
    const before = tails.get(name) ?? Promise.resolve();
    const mine = before.then(() => (options.signal?.aborted ? undefined : work()));
    tails.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  };
  vi.stubGlobal('navigator', { locks: { request } });
}
