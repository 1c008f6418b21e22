import { Asks } from './asks.ts';
import type { OutboxEntry, OutboxStep } from './entry.ts';
import type { ParlanceError } from './errors.ts';
import type { ParlanceEvent } from './events.ts';
import type { Join, Line, Listener } from './line.ts';
import type { OwnLine } from './own-line.ts';
import type { Command, Connected, ServerFrame } from './protocol.ts';
import { stopped, type ConnectionStatus } from './status.ts';
import { Tabs } from './tabs.ts';

type Word =
  // What the leading tab says.
  | { say: 'leads' }
  | { say: 'status'; status: ConnectionStatus }
  | { say: 'greeted'; connected: Connected }
  | { say: 'answer'; to: string; frame: ServerFrame }
  // What the others say to it.
  | { say: 'hello' }
  | { say: 'join'; joins: Join[] }
  | { say: 'leave'; channel: number }
  | { say: 'ask'; command: Command & { id: string } }
  | { say: 'cast'; command: Command }
  | { say: 'tryNow' }
  | { say: 'wake' }
  // What everybody says to all.
  | { say: 'event'; event: ParlanceEvent }
  | { say: 'outbox'; step: OutboxStep }
  | { say: 'signedOut' };

export interface SharedListener extends Listener {
  /** This tab has the socket from now on, and sends what lies in the outbox. */
  leads(): void;
  outbox(step: OutboxStep): void;
  signedOut(): void;
  /** What this tab follows, and how far it is: a new leader wants to know. */
  joins(): Join[];
  /** What this tab knows to be unsent: it may have been written before there was a line. */
  unsent(): OutboxEntry[];
}

/** The line over the one socket of this browser, whichever tab has it. */
export class SharedLine implements Line {
  readonly #listener: SharedListener;
  readonly #tabs: Tabs<Word>;
  readonly #asks = new Asks();
  readonly #makeOwn: (listener: Listener) => OwnLine;
  /** Only in the leading tab: its line, and which tabs follow what. */
  #own: OwnLine | null = null;
  readonly #followers = new Map<string, Set<number>>();
  #status = stopped;
  #connected: Connected | null = null;

  constructor(name: string, listener: SharedListener, makeOwn: (listener: Listener) => OwnLine) {
    this.#listener = listener;
    this.#makeOwn = makeOwn;
    this.#tabs = new Tabs<Word>(name, (word, from) => this.#heard(word, from));
  }

  open(): void {
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', this.#shown);
    this.#tabs.post({ say: 'hello' });
    this.#tabs.join(() => this.#lead());
  }

  join(joins: Join[]): void {
    if (this.#own) this.#joinFor(this.#tabs.id, joins);
    else this.#tabs.post({ say: 'join', joins });
  }

  leave(channel: number): void {
    if (this.#own) this.#leaveFor(this.#tabs.id, channel);
    else this.#tabs.post({ say: 'leave', channel });
  }

  request(command: Command): Promise<ServerFrame> {
    if (this.#own) return this.#own.request(command);
    return this.#asks.ask(command, (asked) => {
      if (this.#status.state !== 'connected') return false;
      this.#tabs.post({ say: 'ask', command: asked });
      return true;
    });
  }

  cast(command: Command): void {
    if (this.#own) this.#own.cast(command);
    else this.#tabs.post({ say: 'cast', command });
  }

  tryNow(): void {
    if (this.#own) this.#own.tryNow();
    else this.#tabs.post({ say: 'tryNow' });
  }

  close(): void {
    if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', this.#shown);
    const own = this.#own;
    this.#own = null;
    own?.close();
    this.#asks.failAll();
    this.#tabs.close();
  }

  outbox(step: OutboxStep): void {
    this.#tabs.post({ say: 'outbox', step });
  }

  /** What this tab heard, and the others did not. */
  tell(event: ParlanceEvent): void {
    this.#tabs.post({ say: 'event', event });
  }

  signOut(): void {
    this.#tabs.post({ say: 'signedOut' });
  }

  /** The leading tab may lie in the background, where browsers slow its clock: the one in front wakes it. */
  readonly #shown = (): void => {
    if (!this.#own && document.visibilityState === 'visible') this.#tabs.post({ say: 'wake' });
  };

  #lead(): void {
    this.#asks.failAll();
    const own = this.#makeOwn({
      event: (event) => this.#both({ say: 'event', event }),
      status: (status) => this.#both({ say: 'status', status }),
      greeted: (connected) => this.#both({ say: 'greeted', connected }),
    });
    this.#own = own;
    this.#joinFor(this.#tabs.id, this.#listener.joins());
    this.#tabs.post({ say: 'leads' });
    own.open();
    this.#listener.leads();
  }

  #both(word: Word): void {
    if (!this.#own) return;
    this.#tabs.post(word);
    this.#told(word);
  }

  /** From the leader, be it this tab or another one. */
  #told(word: Word): void {
    if (word.say === 'event') this.#listener.event(word.event);
    if (word.say === 'status') {
      this.#status = word.status;
      if (word.status.state !== 'connected') this.#asks.failAll();
      this.#listener.status(word.status);
    }
    if (word.say === 'greeted') {
      this.#connected = word.connected;
      this.#listener.greeted(word.connected);
    }
  }

  #heard(word: Word, from: string): void {
    if (word.say === 'outbox') this.#listener.outbox(word.step);
    else if (word.say === 'signedOut') this.#listener.signedOut();
    else if (this.#own) this.#asked(this.#own, word, from);
    else if (word.say === 'leads') {
      this.#asks.failAll();
      this.#tabs.post({ say: 'join', joins: this.#listener.joins() });
      for (const entry of this.#listener.unsent()) this.outbox({ step: 'put', entry });
    } else if (word.say === 'answer') {
      if (word.to === this.#tabs.id) this.#asks.answer(word.frame);
    } else this.#told(word);
  }

  #asked(own: OwnLine, word: Word, from: string): void {
    switch (word.say) {
      case 'hello':
        if (this.#connected) this.#tabs.post({ say: 'greeted', connected: this.#connected });
        this.#tabs.post({ say: 'status', status: this.#status });
        this.#tabs.post({ say: 'leads' });
        break;
      case 'join':
        this.#joinFor(from, word.joins);
        break;
      case 'leave':
        this.#leaveFor(from, word.channel);
        break;
      case 'ask':
        void this.#askFor(own, from, word.command);
        break;
      case 'cast':
        own.cast(word.command);
        break;
      case 'tryNow':
        own.tryNow();
        break;
      case 'event':
        this.#listener.event(word.event);
        break;
      case 'wake':
        own.wake();
        break;
      default:
        break;
    }
  }

  async #askFor(own: OwnLine, to: string, { id, ...command }: Command & { id: string }): Promise<void> {
    try {
      const frame = await own.request(command);
      this.#tabs.post({ say: 'answer', to, frame: { ...frame, id } });
    } catch (reason) {
      const error = reason as ParlanceError;
      const data = { code: error.code as 'unavailable', retry_after_ms: error.retryAfterMs };
      this.#tabs.post({
        say: 'answer',
        to,
        frame: { type: 'error', id, message: error.message, data } as ServerFrame,
      });
    }
  }

  #joinFor(tab: string, joins: Join[]): void {
    let channels = this.#followers.get(tab);
    if (!channels) {
      this.#followers.set(tab, (channels = new Set()));
      if (tab !== this.#tabs.id) this.#tabs.watch(tab, () => this.#gone(tab));
    }
    for (const { channel_id: id } of joins) channels.add(id);
    this.#own?.join(joins);
  }

  #leaveFor(tab: string, channel: number): void {
    this.#followers.get(tab)?.delete(channel);
    const isFollowed = [...this.#followers.values()].some((channels) => channels.has(channel));
    if (!isFollowed) this.#own?.leave(channel);
  }

  #gone(tab: string): void {
    const channels = this.#followers.get(tab) ?? [];
    for (const channel of [...channels]) this.#leaveFor(tab, channel);
    this.#followers.delete(tab);
  }
}
