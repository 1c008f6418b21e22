import { Connection } from './connection.ts';
import type { TokenSource } from './rest.ts';
import { tell } from './tell.ts';

export type TopicEventKind =
  'ADDED' | 'UPDATED' | 'DELETED' | 'STATUS_CHANGED' | 'ASSIGNED' | 'COMMENT_ADDED';

export interface TopicEvent {
  topic: string;
  event: TopicEventKind;
  data: { entity_id: string; payload: unknown; user_id?: string | null; timestamp: string };
  offset?: number;
  epoch?: string;
}

export type TopicSignal =
  | TopicEvent
  /** In place. `recovered: false` after a break: events may be missing, so load again what is shown. */
  | { topic: string; event: 'subscribed'; recovered: boolean }
  /** Refused, or ended by the server. */
  | { topic: string; event: 'refused'; error: string }
  | { topic: string; event: 'presence'; joined: boolean; user_id: string };

export type TopicHandler = (signal: TopicSignal) => void;

interface Since {
  epoch: string;
  offset: number;
}

interface TopicFrame {
  action?: string;
  topic?: string;
  event?: TopicEventKind;
  data?: TopicEvent['data'];
  epoch?: string;
  offset?: number;
  recovered?: boolean;
  presence?: 'joined' | 'left';
  user_id?: string;
  error?: string;
  retry_after_ms?: number;
}

interface Subscription {
  handlers: Set<TopicHandler>;
  since: Since | null;
  /** Whether it was in place before: only then there is something to recover. */
  before: boolean;
  live: boolean;
}

/** Live topics over a socket of their own, which is open while there are subscriptions. */
export class Topics {
  readonly #connection: Connection<TopicFrame>;
  readonly #topics = new Map<string, Subscription>();

  constructor(socketBase: string, token: TokenSource) {
    this.#connection = new Connection<TopicFrame>(
      { url: `${socketBase}/v1/ws`, ping: { action: 'ping' }, onFrame: (frame) => this.#heard(frame) },
      token,
    );
    this.#connection.status.subscribe(({ state }) => {
      if (state === 'connected') for (const topic of this.#topics.keys()) this.#ask(topic);
      else for (const subscription of this.#topics.values()) subscription.live = false;
    });
  }

  subscribe(topic: string, handler: TopicHandler): () => void {
    let subscription = this.#topics.get(topic);
    if (subscription) {
      subscription.handlers.add(handler);
      if (subscription.live) handler({ topic, event: 'subscribed', recovered: true });
    } else {
      subscription = { handlers: new Set([handler]), since: null, before: false, live: false };
      this.#topics.set(topic, subscription);
      this.#connection.open();
      this.#ask(topic);
    }
    return () => this.#unsubscribe(topic, handler);
  }

  /** After signing in again. */
  tryNow(): void {
    this.#connection.tryNow();
  }

  close(): void {
    this.#connection.close();
    this.#topics.clear();
  }

  #unsubscribe(topic: string, handler: TopicHandler): void {
    const subscription = this.#topics.get(topic);
    if (!subscription?.handlers.delete(handler) || subscription.handlers.size > 0) return;
    this.#topics.delete(topic);
    this.#connection.send({ action: 'unsubscribe', topic });
    if (this.#topics.size === 0) this.#connection.close();
  }

  #ask(topic: string): void {
    if (this.#connection.status.get().state !== 'connected') return;
    const since = this.#topics.get(topic)?.since ?? undefined;
    this.#connection.send({ action: 'subscribe', topic, since });
  }

  #heard(frame: TopicFrame): void {
    const { topic } = frame;
    const subscription = topic === undefined ? undefined : this.#topics.get(topic);
    if (frame.error !== undefined) this.#refused(frame, frame.error);
    else if (topic === undefined || !subscription) return;
    else if (frame.action === 'subscribed') {
      const recovered = !subscription.before || frame.recovered === true;
      // What is recovered comes after this and moves the position by itself, event by event.
      if (!subscription.before || !recovered) subscription.since = sinceOf(frame);
      Object.assign(subscription, { before: true, live: true });
      tell(subscription.handlers, { topic, event: 'subscribed', recovered });
    } else if (frame.presence !== undefined) {
      const joined = frame.presence === 'joined';
      tell(subscription.handlers, { topic, event: 'presence', joined, user_id: String(frame.user_id) });
    } else if (frame.event !== undefined && frame.data !== undefined) {
      const now = sinceOf(frame);
      const { since } = subscription;
      if (now && since?.epoch === now.epoch && now.offset <= since.offset) return;
      if (now) subscription.since = now;
      tell(subscription.handlers, frame as TopicEvent);
    }
  }

  #refused({ topic, retry_after_ms: wait }: TopicFrame, error: string): void {
    if (wait !== undefined) {
      // It does not say which one was meant: whatever is not in place is asked for again.
      setTimeout(() => {
        for (const [name, { live }] of this.#topics) if (!live) this.#ask(name);
      }, wait);
      return;
    }
    const subscription = topic === undefined ? undefined : this.#topics.get(topic);
    if (topic === undefined || !subscription) return;
    this.#topics.delete(topic);
    tell(subscription.handlers, { topic, event: 'refused', error });
    if (this.#topics.size === 0) this.#connection.close();
  }
}

const sinceOf = ({ epoch, offset }: TopicFrame): Since | null =>
  epoch === undefined || offset === undefined ? null : { epoch, offset };
