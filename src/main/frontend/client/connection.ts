import { backoff } from './backoff.ts';
import { batchProtocol, Close } from './protocol.ts';
import type { TokenSource } from './rest.ts';
import { stopped, type ConnectionStatus, type Reason } from './status.ts';
import { Store } from './store.ts';

/** What differs between the doors. */
export interface Door<F> {
  url: string;
  /** The frame that says: you are in. Without it an open socket is in. */
  greeting?: (frame: F) => boolean;
  ping: unknown;
  onFrame: (frame: F) => void;
}

const connectTimeout = 5_000;
const deadAfter = 10_000;
const steadyAfter = 5_000;
const policyWait = 60_000;
const triesBeforeError = 5;

/** One socket that comes back by itself, with one named state. Sends nothing of its own but tokens and pings. */
export class Connection<F extends object> {
  readonly status = new Store<ConnectionStatus>(stopped);
  heartbeat = 30_000;

  readonly #door: Door<F>;
  readonly #token: TokenSource;
  #running = false;
  #socket: WebSocket | null = null;
  /** Counts tries and sockets, so that what a former one still says is not heard. */
  #round = 0;
  #failures = 0;
  #isSteady = false;
  #renew = false;
  #batch = true;
  #retry: Timer;
  #deadline: Timer;
  #beat: Timer;
  #steady: Timer;

  constructor(door: Door<F>, token: TokenSource) {
    this.#door = door;
    this.#token = token;
  }

  open(): void {
    if (this.#running) return;
    this.#running = true;
    watch(this);
    void this.#try();
  }

  close(): void {
    if (!this.#running) return;
    this.#running = false;
    unwatch(this);
    this.#abandon(Close.normal);
    clearTimeout(this.#retry);
    this.#failures = 0;
    this.status.set(stopped);
  }

  /** At once, whatever was planned. */
  tryNow(): void {
    if (!this.#running || this.#socket) return;
    if (this.status.get().reason === 'sign_in_needed') this.#renew = true;
    void this.#try();
  }

  /** After a sleep of the machine a socket may be dead without knowing it. */
  wake(): void {
    if (this.status.get().state === 'connected') this.#ping();
    else if (this.status.get().nextTryAt !== null) this.tryNow();
  }

  offline(): void {
    if (this.#socket) this.#lost(null, 'offline');
  }

  send(frame: unknown): boolean {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  async #try(): Promise<void> {
    clearTimeout(this.#retry);
    const round = ++this.#round;
    const status = this.status.get();
    const inError = this.#failures >= triesBeforeError || status.reason === 'sign_in_needed';
    this.#tell(inError ? 'error' : 'connecting', null, status.reason);
    let token: string | null;
    try {
      token = await this.#token(this.#renew);
    } catch {
      if (round === this.#round) this.#failed(null, 'lost');
      return;
    }
    if (round !== this.#round || !this.#running) return;
    if (token === null) this.#signInNeeded(null);
    else this.#connect(token, round);
  }

  #connect(token: string, round: number): void {
    const socket = this.#batch ? new WebSocket(this.#door.url, batchProtocol) : new WebSocket(this.#door.url);
    this.#socket = socket;
    let opened = false;
    const mine = () => round === this.#round;
    this.#deadline = setTimeout(() => this.#lost(null, 'lost'), connectTimeout);
    socket.onopen = () => {
      if (!mine()) return;
      opened = true;
      this.send({ type: 'authenticate', token });
      if (!this.#door.greeting) this.#connected();
    };
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (mine() && typeof event.data === 'string') this.#heard(event.data);
    };
    socket.onclose = (event) => {
      if (!mine()) return;
      // A server or a proxy that does not know the subprotocol lets the browser refuse the handshake.
      if (!opened) this.#batch = !this.#batch;
      this.#lost(event.code, reasonOf(event.code));
    };
  }

  #heard(text: string): void {
    let frames: F[];
    try {
      const parsed = JSON.parse(text) as F | F[];
      frames = Array.isArray(parsed) ? parsed : [parsed];
    } catch {
      return;
    }
    if (this.status.get().state === 'connected') this.#alive();
    for (const frame of frames) {
      if (!this.#socket) return;
      if ('type' in frame && frame.type === 'token_expiring') void this.#renewToken(this.#round);
      this.#door.onFrame(frame);
      if (this.status.get().state !== 'connected' && this.#door.greeting?.(frame)) this.#connected();
    }
  }

  #connected(): void {
    this.#alive();
    this.#renew = false;
    clearInterval(this.#beat);
    this.#beat = setInterval(() => this.#ping(), this.heartbeat);
    // A server that takes us and drops us at once must not be asked again at once, for ever.
    this.#steady = setTimeout(() => {
      this.#failures = 0;
      this.#isSteady = true;
    }, steadyAfter);
    this.status.set({
      state: 'connected',
      attempt: 0,
      nextTryAt: null,
      code: null,
      reason: null,
      via: 'websocket',
    });
  }

  #ping(): void {
    if (this.#deadline !== undefined || !this.send(this.#door.ping)) return;
    this.#deadline = setTimeout(() => this.#lost(null, 'lost'), deadAfter);
  }

  #alive(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }

  async #renewToken(round: number): Promise<void> {
    const token = await this.#token(true).catch(() => null);
    if (token !== null && round === this.#round) this.send({ type: 'authenticate', token });
  }

  #lost(code: number | null, reason: Reason): void {
    const wasSteady = this.#isSteady;
    this.#abandon(Close.normal);
    if (!this.#running) return;
    if (code === Close.unauthorized || code === Close.authenticationFailed) {
      // Once with a fresh token; if that one is refused too, only the person can help.
      if (this.#renew) this.#signInNeeded(code);
      else {
        this.#renew = true;
        void this.#try();
      }
      return;
    }
    // The loss of a steady connection is not yet a failed try.
    if (wasSteady) this.#plan(code, reason);
    else this.#failed(code, reason);
  }

  #failed(code: number | null, reason: Reason): void {
    this.#failures++;
    this.#plan(code, reason);
  }

  #plan(code: number | null, reason: Reason): void {
    const wait =
      reason === 'policy' ? policyWait + backoff(6) : backoff(this.#failures, reason === 'busy' ? 3_000 : 0);
    this.#retry = setTimeout(() => void this.#try(), wait);
    this.#tell(
      this.#failures >= triesBeforeError ? 'error' : 'disconnected',
      Date.now() + wait,
      reason,
      code,
    );
  }

  #signInNeeded(code: number | null): void {
    this.#tell('error', null, 'sign_in_needed', code);
  }

  #tell(
    state: ConnectionStatus['state'],
    nextTryAt: number | null,
    reason: Reason | null,
    code = this.status.get().code,
  ): void {
    this.status.set({ state, attempt: this.#failures, nextTryAt, code, reason, via: 'none' });
  }

  #abandon(code: number): void {
    this.#round++;
    this.#isSteady = false;
    this.#alive();
    clearTimeout(this.#steady);
    clearInterval(this.#beat);
    const socket = this.#socket;
    this.#socket = null;
    if (socket && socket.readyState < 2) socket.close(code);
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

function reasonOf(code: number): Reason {
  if (code === Close.policy) return 'policy';
  if (code === Close.restarting || code === Close.tryLater) return 'busy';
  return 'lost';
}

interface Wakeable {
  wake: () => void;
  offline: () => void;
}

const watched = new Set<Wakeable>();
const wakeAll = () => watched.forEach((one) => one.wake());
const offlineAll = () => watched.forEach((one) => one.offline());
const shown = () => {
  if (document.visibilityState === 'visible') wakeAll();
};

function watch(one: Wakeable): void {
  watched.add(one);
  if (watched.size > 1 || typeof window === 'undefined') return;
  window.addEventListener('online', wakeAll);
  window.addEventListener('offline', offlineAll);
  document.addEventListener('visibilitychange', shown);
}

function unwatch(one: Wakeable): void {
  watched.delete(one);
  if (watched.size > 0 || typeof window === 'undefined') return;
  window.removeEventListener('online', wakeAll);
  window.removeEventListener('offline', offlineAll);
  document.removeEventListener('visibilitychange', shown);
}
