import {
  applyToTimeline,
  Client,
  emptyTimeline,
  takenBy,
  takeSnapshot,
  withPage,
  type ConnectionStatus,
  type OutboxEntry,
  type ParlanceEvent,
  type Timeline,
} from '@parlance/client';
import { render, type View } from './view.ts';
import { styles } from './styles.ts';
import { textsFor } from './texts.ts';

type TokenCallback = (renew?: boolean) => Promise<string | null>;

/**
 * One conversation on any page:
 *
 *   <parlance-chat server="https://chat.example" conversation="5"></parlance-chat>
 *
 * and its `token` property set to a token or to a callback that gives one.
 */
export class ParlanceChat extends HTMLElement {
  static readonly observedAttributes = ['server', 'conversation'];

  #token: TokenCallback | null = null;
  #client: Client | null = null;
  #timeline: Timeline = emptyTimeline(0);
  #state: View['state'] = 'loading';
  #view: ReturnType<typeof render> | null = null;
  #ends: (() => void)[] = [];
  /** Counts snapshots: only the one that was asked for last is taken. */
  #round = 0;
  /** The `seq` of the newest message that was drawn. */
  #newest = 0;
  #isPlanned = false;
  #isLoadingOlder = false;

  /** A token, or what gives one: `renew` asks for another one than the last. */
  set token(token: string | TokenCallback | null) {
    this.#token = typeof token === 'string' ? () => Promise.resolve(token) : token;
    this.#restart();
  }

  get token(): TokenCallback | null {
    return this.#token;
  }

  get conversation(): number {
    return Number(this.getAttribute('conversation'));
  }

  connectedCallback(): void {
    // A page may set the token before this class is there: then it lies on the element itself, before the setter.
    const { token } = this;
    if (Object.hasOwn(this, 'token')) {
      Reflect.deleteProperty(this, 'token');
      this.token = token;
    }
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    this.#view = render(root, textsFor(this.lang || document.documentElement.lang || navigator.language), {
      send: (text) => this.#send(text),
      older: () => void this.#loadOlder(),
      retry: (id) => this.#client?.outbox.retry(id),
      discard: (id) => this.#client?.outbox.discard(id),
      tryNow: () => this.#client?.tryNow(),
      typing: () => this.#client?.typing(this.conversation, true),
    });
    this.#restart();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(): void {
    this.#restart();
  }

  #restart(): void {
    if (this.#isPlanned) return;
    // Attributes and the token are set one after the other: once for all of them.
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      this.#stop();
      if (this.isConnected && this.#token && this.conversation > 0) this.#start(this.#token);
      this.#draw();
    });
  }

  #start(token: TokenCallback): void {
    const client = new Client({ baseUrl: this.getAttribute('server') ?? location.origin, token });
    this.#client = client;
    this.#timeline = emptyTimeline(this.conversation);
    this.#state = 'loading';
    this.#newest = 0;
    document.addEventListener('visibilitychange', this.#read);
    this.#ends = [
      client.onEvent((event) => this.#heard(event)),
      client.outbox.entries.subscribe(() => this.#draw()),
      client.connection.subscribe((status) => this.#moved(status)),
      () => document.removeEventListener('visibilitychange', this.#read),
      () => client.stop(),
    ];
    client.start();
    client.join(this.conversation);
  }

  #stop(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#client = null;
    this.#round++;
    this.#state = 'loading';
  }

  #heard(event: ParlanceEvent): void {
    const isMine = 'channel_id' in event.data && event.data.channel_id === this.conversation;
    // Joined first, then the snapshot, then what came meanwhile: nothing falls between.
    if (isMine && (event.type === 'joined' || event.type === 'gap')) void this.#load();
    const isTaken = takenBy(event, this.#client?.me.get()?.id) === this.conversation;
    if (isTaken || (isMine && event.type === 'denied')) this.#deny();
    if (event.type === 'channel_created' && event.data.channel.id === this.conversation) this.#comeBack();
    this.#timeline = applyToTimeline(this.#timeline, event);
    this.#draw();
  }

  #deny(): void {
    this.#round++;
    this.#state = 'denied';
  }

  /** The person is in it again. */
  #comeBack(): void {
    if (this.#state !== 'denied') return;
    this.#timeline = emptyTimeline(this.conversation);
    this.#state = 'loading';
    this.#client?.join(this.conversation);
  }

  #moved(status: ConnectionStatus): void {
    const detail = { ...status };
    this.dispatchEvent(new CustomEvent('parlance-status', { detail, bubbles: true, composed: true }));
    this.#draw();
  }

  async #load(): Promise<void> {
    const client = this.#client;
    const round = ++this.#round;
    if (!client) return;
    try {
      await takeSnapshot(
        client,
        () => client.rest.messages(this.conversation),
        (page, meanwhile) => {
          if (round !== this.#round) return;
          const loaded = withPage(emptyTimeline(this.conversation), page, 'latest');
          this.#timeline = meanwhile.reduce(applyToTimeline, loaded);
          this.#state = 'ready';
        },
      );
    } catch {
      setTimeout(() => round === this.#round && void this.#load(), 3_000);
    }
    this.#draw();
  }

  async #loadOlder(): Promise<void> {
    const first = this.#timeline.messages[0];
    const client = this.#client;
    if (!client || !first || !this.#timeline.has_older || this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    await takeSnapshot(
      client,
      () => client.rest.messages(this.conversation, { before_seq: first.seq }),
      (page, meanwhile) => {
        if (client === this.#client)
          this.#timeline = meanwhile.reduce(applyToTimeline, withPage(this.#timeline, page, 'older'));
      },
    ).catch(() => undefined);
    this.#isLoadingOlder = false;
    this.#draw();
  }

  #send(text: string): void {
    // What fails stays in the outbox, and is shown there.
    this.#client?.sendChatMessage(this.conversation, text).catch(() => undefined);
  }

  #draw(): void {
    const client = this.#client;
    const mine = (entry: OutboxEntry) => entry.channel_id === this.conversation;
    this.#view?.({
      state: this.#token ? this.#state : 'signed_out',
      status: client?.connection.get() ?? null,
      messages: this.#timeline.messages,
      hasOlder: this.#timeline.has_older,
      entries: client?.outbox.entries.get().filter(mine) ?? [],
      me: client?.me.get()?.id ?? null,
    });
    const newest = this.#timeline.messages.at(-1)?.seq ?? 0;
    if (newest === this.#newest) return;
    this.#newest = newest;
    this.#read();
  }

  /** What came while nobody looked is read as soon as somebody does; what another device marked as unread stays so. */
  readonly #read = (): void => {
    const isSeen = document.visibilityState === 'visible' && this.#state === 'ready' && this.#newest > 0;
    if (isSeen) this.#client?.markRead(this.conversation, this.#newest);
  };
}
