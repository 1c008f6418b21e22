import type { ServerFrame } from '../protocol.ts';
import type { FakeServer } from './fake-server.ts';

/** What the browser would give as WebSocket, wired to the fake server. */
export class FakeSocket {
  static server: FakeServer;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  greeted = false;
  readonly joined = new Set<number>();
  readonly url: string;
  readonly #batch: boolean;
  readonly #server = FakeSocket.server;

  constructor(url: string, protocol?: string) {
    this.url = url;
    this.#batch = protocol !== undefined;
    queueMicrotask(() => {
      if (!this.#server.socketsWork || (this.#batch && !this.#server.knowsBatch))
        return this.closedByServer(1006);
      this.readyState = 1;
      this.#server.sockets.push(this);
      this.onopen?.();
    });
  }

  send(text: string): void {
    this.#server.heard(this, JSON.parse(text) as Parameters<FakeServer['heard']>[1]);
  }

  tell(...frames: ServerFrame[]): void {
    const texts = this.#batch ? [JSON.stringify(frames)] : frames.map((frame) => JSON.stringify(frame));
    queueMicrotask(() => {
      if (this.readyState === 1) texts.forEach((data) => this.onmessage?.({ data }));
    });
  }

  close(): void {
    this.readyState = 3;
    const i = this.#server.sockets.indexOf(this);
    if (i >= 0) this.#server.sockets.splice(i, 1);
  }

  closedByServer(code: number): void {
    queueMicrotask(() => {
      if (this.readyState === 3) return;
      this.close();
      this.onclose?.({ code });
    });
  }
}
