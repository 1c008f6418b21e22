import { backoff, sleep } from './backoff.ts';
import { Commands } from './commands.ts';
import type { Method, Sent } from './entry.ts';
import { ParlanceError } from './errors.ts';
import { sentEvent, takenBy, type ParlanceEvent } from './events.ts';
import type { Join } from './line.ts';
import type { Limits, Message, User } from './model.ts';
import { Outbox } from './outbox.ts';
import { OwnLine } from './own-line.ts';
import { Positions } from './position.ts';
import type { Connected } from './protocol.ts';
import { Reads } from './reads.ts';
import { Rest } from './rest.ts';
import { SharedLine } from './shared-line.ts';
import { openShelf } from './shelf.ts';
import { stopped, type ConnectionStatus } from './status.ts';
import { Store } from './store.ts';
import { canShare } from './tabs.ts';
import { tell } from './tell.ts';
import { subjectOf } from './token.ts';
import { Topics, type TopicHandler } from './topics.ts';
import { Typing } from './typing.ts';
import { uuid } from './uuid.ts';

const shelfPatience = 3_000;

export interface ClientOptions {
  /** Where the server is; the page's own origin where it is not given. */
  baseUrl?: string;
  /** A valid token, or null where the person is not signed in. `renew` asks for another one than the last. */
  token: (renew?: boolean) => Promise<string | null>;
  /** Told once when the server accepts no token any more, or another tab signed out. */
  onSignedOut?: (reason: 'expired' | 'signed_out') => void;
  /** One socket for all tabs of the browser (default true). */
  shared?: boolean;
}

/** A person's live connection with a Parlance server. */
export class Client {
  readonly rest: Rest;
  readonly connection = new Store<ConnectionStatus>(stopped);
  /** Who the server says that the caller is. */
  readonly me = new Store<User | null>(null);
  readonly limits = new Store<Limits>({});
  readonly outbox: Pick<Outbox, 'entries' | 'retry' | 'discard'>;

  readonly #options: ClientOptions;
  readonly #base: string;
  readonly #outbox: Outbox;
  readonly #commands: Commands;
  readonly #positions = new Positions();
  readonly #listeners = new Set<(event: ParlanceEvent) => void>();
  readonly #typing = new Typing((channel, isTyping) =>
    this.#line?.cast({ type: 'typing', channel_id: channel, is_typing: isTyping }),
  );
  readonly #reads = new Reads(async (channel, seq) => {
    const standing = await this.#commands.markRead(channel, seq);
    if (standing) this.#tellTabs({ type: 'unread_count_updated', data: standing });
  });
  #joins: Join[] = [];
  #topics: Topics | null = null;
  #line: OwnLine | SharedLine | null = null;
  #running = false;
  #toldSignedOut = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#base = (options.baseUrl ?? globalThis.location.origin).replace(/\/$/, '');
    this.rest = new Rest(this.#base, options.token);
    this.#commands = new Commands(this.rest, this.connection, () => this.#line, this.me);
    this.#outbox = new Outbox(
      (entry) => this.#commands.deliver(entry),
      (step) => {
        if (this.#line instanceof SharedLine) this.#line.outbox(step);
      },
      (clientId, sent) => tell(this.#listeners, sentEvent(clientId, sent)),
    );
    this.outbox = this.#outbox;
  }

  /** Connects, and stays connected until `stop()`. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.connection.set({ ...stopped, state: 'connecting', reason: null });
    void this.#begin();
  }

  stop(): void {
    this.#running = false;
    this.#line?.close();
    this.#line = null;
    this.#outbox.stop();
    this.#topics?.close();
    this.#topics = null;
    this.#typing.stop();
    this.#reads.stop();
    this.connection.set(stopped);
  }

  /** Ends the connection of all tabs of the browser; the others are told by `onSignedOut`. */
  signOut(): void {
    if (this.#line instanceof SharedLine) this.#line.signOut();
    this.stop();
  }

  /** Tries at once instead of at `nextTryAt`; after signing in again, too. */
  tryNow(): void {
    this.#topics?.tryNow();
    if (this.#line) this.#line.tryNow();
    else if (this.#running && this.connection.get().reason === 'sign_in_needed') void this.#begin();
  }

  /** Every event, each once, those of a conversation in the order of `seq`. */
  onEvent(listener: (event: ParlanceEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Follows conversations from now on (`afterSeq`: from there on). Joined again and resumed by itself; what is
   * followed already goes on from where it is.
   */
  join(channels: number | readonly number[], afterSeq?: number): void {
    const list = typeof channels === 'number' ? [channels] : channels;
    for (const id of list)
      if (!this.#positions.follows(id)) this.#joins.push(this.#positions.follow(id, afterSeq));
    // One command for all that are joined in one go.
    queueMicrotask(() => {
      const joins = this.#joins.splice(0).filter(({ channel_id: id }) => this.#positions.follows(id));
      if (joins.length > 0) this.#line?.join(joins);
    });
  }

  leave(channel: number): void {
    if (!this.#positions.follows(channel)) return;
    this.#positions.unfollow(channel);
    this.#line?.leave(channel);
  }

  /** Everything up to `seq` is known from a snapshot: later events only. */
  seen(channel: number, seq: number): void {
    this.#positions.seen(channel, seq);
  }

  /** Resolves when it is acknowledged, however long that takes; until then, and beyond `stop()`, it is in `outbox`. */
  sendChatMessage(channel: number, text: string, replyTo?: string | null): Promise<Sent> {
    if (!this.#running) return Promise.reject(new ParlanceError('stopped', 'Not started'));
    this.#typing.sent(channel);
    return this.#outbox.add({
      client_id: uuid(),
      channel_id: channel,
      content: text,
      reply_to: replyTo ?? null,
      created_at: new Date().toISOString(),
      state: 'pending',
    });
  }

  refreshRoomList = () => this.#commands.roomList();
  editMessage = (messageId: string, content: string): Promise<{ method: Method; message: Message }> =>
    this.#commands.edit(messageId, content);
  deleteMessage = (messageId: string) => this.#commands.delete(messageId);
  react = (messageId: string, emoji: string) => this.#commands.react(messageId, emoji, true);
  unreact = (messageId: string, emoji: string) => this.#commands.react(messageId, emoji, false);
  setStatus = (status: Parameters<Rest['setStatus']>[0]) => this.#commands.setStatus(status);
  onlineUsers = (channel?: number) => this.#commands.onlineUsers(channel);

  /** The newest `seq` of each conversation is kept, and told as soon as there is a way. */
  markRead(channel: number, seq: number): void {
    this.#reads.mark(channel, seq);
  }

  /** Everything after `seq` counts as unread again. */
  markUnread(channel: number, seq: number): void {
    this.#reads.unmark(channel, seq);
  }

  /** Call it at each key stroke: it is throttled, and said to have ended after a pause. */
  typing(channel: number, isTyping: boolean): void {
    this.#typing.set(channel, isTyping);
  }

  /** Live events of a topic; recovers what a break took, or says that it could not. The answer ends it. */
  subscribe(topic: string, handler: TopicHandler): () => void {
    this.#topics ??= new Topics(socketBase(this.#base), this.#options.token);
    return this.#topics.subscribe(topic, handler);
  }

  async #begin(): Promise<void> {
    let token: string | null;
    for (let attempt = 1; ; attempt++) {
      try {
        token = await this.#options.token();
        break;
      } catch {
        const wait = backoff(attempt, 1_000);
        this.#status({ ...stopped, attempt, reason: 'lost', nextTryAt: Date.now() + wait });
        await sleep(wait);
      }
      if (!this.#isRunning()) return;
    }
    if (!this.#isRunning() || this.#line) return;
    if (token === null) {
      this.#status({ ...stopped, state: 'error', reason: 'sign_in_needed' });
      return;
    }
    const name = `parlance ${this.#base} ${subjectOf(token)}`;
    // Nobody waits long for what an earlier page left; it is taken in whenever it comes.
    const opened = openShelf(name).then((shelf) => this.#outbox.open(shelf));
    await Promise.race([opened, sleep(shelfPatience)]);
    if (this.#isRunning() && !this.#hasLine()) this.#connect(name);
  }

  #connect(name: string): void {
    const heard = {
      event: (event: ParlanceEvent) => this.#event(event),
      status: (status: ConnectionStatus) => this.#status(status),
      greeted: (connected: Connected) => {
        this.me.set(connected.user);
        this.limits.set(connected.limits);
      },
    };
    const { token } = this.#options;
    const makeOwn = (to: typeof heard) => new OwnLine(socketBase(this.#base), token, this.rest, to);
    if (this.#options.shared !== false && canShare()) {
      const leads = () => (this.#outbox.sends = true);
      const signedOut = () => {
        this.stop();
        this.#options.onSignedOut?.('signed_out');
      };
      this.#line = new SharedLine(
        name,
        {
          ...heard,
          leads,
          signedOut,
          outbox: (step) => this.#outbox.apply(step),
          joins: () => this.#positions.joins(),
          unsent: () => this.#outbox.pending,
        },
        makeOwn,
      );
    } else {
      this.#line = makeOwn(heard);
      this.#line.join(this.#positions.joins());
      this.#outbox.sends = true;
    }
    this.#line.open();
  }

  #status(status: ConnectionStatus): void {
    const before = this.connection.get();
    this.connection.set(status);
    if (status.via !== 'none' && before.via !== status.via) {
      this.#outbox.wake();
      this.#reads.wake();
      if (!this.me.get())
        this.rest.me().then(
          (me) => this.me.set(me),
          () => undefined,
        );
    }
    if (status.reason !== 'sign_in_needed') this.#toldSignedOut = false;
    else if (!this.#toldSignedOut) {
      this.#toldSignedOut = true;
      this.#options.onSignedOut?.('expired');
    }
  }

  #event(event: ParlanceEvent): void {
    if (!this.#positions.admits(event)) return;
    if (event.type === 'unread_count_updated') this.#reads.known(event.data);
    tell(this.#listeners, event);
    const me = this.me.get()?.id;
    const taken = takenBy(event, me);
    // Whoever comes back joins anew.
    if (taken !== null) this.leave(taken);
    const message =
      'message' in event.data && typeof event.data.message === 'object' ? event.data.message : null;
    if (message?.client_id != null && message.sender_id === me) {
      const method = this.connection.get().state === 'connected' ? 'websocket' : 'rest';
      this.#outbox.seen(message.client_id, { method, message });
    }
  }

  /** What only this tab heard from the server. */
  #tellTabs(event: ParlanceEvent): void {
    if (this.#line instanceof SharedLine) this.#line.tell(event);
    this.#event(event);
  }

  #isRunning = (): boolean => this.#running;
  #hasLine = (): boolean => this.#line !== null;
}

const socketBase = (base: string): string => base.replace(/^http/, 'ws');
