import { Asks } from './asks.ts';
import { sleep } from './backoff.ts';
import { Connection } from './connection.ts';
import type { ParlanceError } from './errors.ts';
import { isLogEvent, isStateEvent, takenBy } from './events.ts';
import type { Join, Line, Listener } from './line.ts';
import { Logs } from './logs.ts';
import { Poll } from './poll.ts';
import type { Command, Reply, ServerFrame, StateEvent } from './protocol.ts';
import type { Rest, TokenSource } from './rest.ts';

const resumeAtOnce = 50;
const resumePatience = 10_000;

/** The line with a socket of its own; long poll and REST take its place while it is away. */
export class OwnLine implements Line {
  readonly #rest: Rest;
  readonly #listener: Listener;
  readonly #connection: Connection<ServerFrame>;
  readonly #poll: Poll;
  readonly #asks = new Asks();
  readonly #logs: Logs;
  /** Conversations to be resumed again. */
  readonly #refused = new Set<number>();
  #again: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #me: number | undefined;
  #wasConnected = false;
  #restWorks = false;

  constructor(socketBase: string, token: TokenSource, rest: Rest, listener: Listener) {
    this.#rest = rest;
    this.#listener = listener;
    this.#logs = new Logs(rest, listener, (id) => this.#enter([id]));
    this.#connection = new Connection<ServerFrame>(
      {
        url: `${socketBase}/v1/ws/chat`,
        greeting: (frame) => frame.type === 'connected',
        ping: { type: 'ping' } satisfies Command,
        onFrame: (frame) => this.#heard(frame),
      },
      token,
    );
    this.#poll = new Poll(
      rest,
      () => this.#logs.positions(),
      (changes) => this.#logs.polled(changes),
      (works) => {
        this.#restWorks = works;
        this.#tell();
      },
    );
    this.#connection.status.subscribe(() => this.#moved());
  }

  open(): void {
    this.#connection.open();
  }

  join(joins: Join[]): void {
    const wanted = joins.filter((join) => this.#logs.add(join));
    if (wanted.length > 0) this.#enter(wanted.map(({ channel_id: id }) => id));
  }

  leave(channel: number): void {
    if (this.#logs.delete(channel)) this.cast({ type: 'leave_channel', channel_id: channel });
  }

  request(command: Command): Promise<ServerFrame> {
    return this.#asks.ask(command, (sent) => this.#isConnected && this.#connection.send(sent));
  }

  cast(command: Command): void {
    if (this.#isConnected) this.#connection.send(command);
  }

  tryNow(): void {
    this.#connection.tryNow();
    this.#poll.restart();
  }

  wake(): void {
    this.#connection.wake();
  }

  close(): void {
    clearTimeout(this.#again);
    clearTimeout(this.#patience);
    this.#poll.stop();
    this.#connection.close();
    this.#logs.clear();
  }

  get #isConnected(): boolean {
    return this.#connection.status.get().state === 'connected';
  }

  #moved(): void {
    const { state, attempt, reason } = this.#connection.status.get();
    if (state === 'connected') {
      this.#wasConnected = true;
      this.#poll.stop();
      this.#restWorks = false;
      this.#tell();
      this.#enter(this.#logs.ids);
      return;
    }
    if (this.#wasConnected) {
      this.#asks.failAll();
      this.#logs.interrupt();
    }
    this.#wasConnected = false;
    if (reason === 'stopped' || reason === 'sign_in_needed') this.#poll.stop();
    else if (attempt > 0) this.#poll.start();
    this.#tell();
  }

  #tell(): void {
    const status = this.#connection.status.get();
    const isByRest = status.via === 'none' && this.#restWorks && status.reason !== 'stopped';
    this.#listener.status(isByRest ? { ...status, via: 'rest' } : status);
  }

  /** Joins with what is known: after a position by `resume`, else by `join_channel` or REST. */
  #enter(channels: number[]): void {
    const known = channels.filter((id) => this.#logs.get(id)?.position != null);
    for (const id of channels) if (!known.includes(id)) void this.#discover(id);
    if (!this.#isConnected) this.#poll.restart();
    else for (let i = 0; i < known.length; i += resumeAtOnce) this.#resume(known.slice(i, i + resumeAtOnce));
  }

  async #discover(id: number): Promise<void> {
    const log = this.#logs.get(id);
    try {
      if (this.#isConnected) {
        const frame = await this.request({ type: 'join_channel', channel_id: id });
        // Its position was taken while its frame was heard; what is left are the refusals.
        if (frame.type === 'channel_access_denied' || frame.type === 'channel_join_error')
          this.#logs.denied(id);
      } else {
        const { last_seq: lastSeq } = await this.#rest.conversation(id);
        if (this.#logs.get(id) === log) this.#logs.joined(id, lastSeq);
        this.#poll.restart();
      }
    } catch (reason) {
      const { code, retryAfterMs } = reason as { code?: string; retryAfterMs?: number };
      if (code === 'not_found' || code === 'access_denied') {
        this.#logs.denied(id);
        return;
      }
      await sleep(retryAfterMs ?? 2_000);
      if (this.#logs.get(id)?.position === null) void this.#discover(id);
    }
  }

  #resume(channels: number[]): void {
    for (const id of channels) this.#logs.get(id)?.startFilling();
    const asked = this.#logs.positions().filter(({ channel_id: id }) => channels.includes(id));
    if (asked.length === 0) return;
    this.request({ type: 'resume', channels: asked }).catch((reason: unknown) => {
      const { code, retryAfterMs } = reason as ParlanceError;
      if (code !== 'network' && code !== 'timeout') this.#resumeLater(channels, retryAfterMs);
    });
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#fillByRest(), resumePatience);
  }

  /** What the server refused to resume just then: until it does, nothing that happens there is heard. */
  #resumeLater(channels: number[], after = resumePatience): void {
    for (const id of channels) this.#refused.add(id);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      const refused = [...this.#refused].filter((id) => this.#logs.get(id));
      this.#refused.clear();
      if (this.#isConnected) this.#enter(refused);
    }, after);
  }

  #fillByRest(): void {
    if (!this.#isConnected) return;
    for (const id of this.#logs.ids) if (this.#logs.get(id)?.filling) void this.#logs.page(id);
  }

  #heard(frame: ServerFrame): void {
    if (isLogEvent(frame)) this.#logs.heard(frame);
    else if (isStateEvent(frame)) this.#stated(frame);
    else this.#replied(frame);
    this.#asks.answer(frame);
  }

  #stated(event: StateEvent): void {
    const taken = takenBy(event, this.#me);
    // At once: a tab that comes back would find it followed still by one that has not heard yet.
    if (taken !== null) this.#logs.delete(taken);
    this.#listener.event(event);
  }

  #replied(frame: Reply): void {
    switch (frame.type) {
      case 'connected':
        this.#connection.heartbeat = (frame.data.heartbeat_interval || 30) * 1_000;
        this.#me = frame.data.user.id;
        this.#listener.greeted(frame.data);
        break;
      case 'channel_joined':
      case 'joined':
        this.#logs.joined(frame.data.channel_id, frame.data.last_seq);
        break;
      case 'channel_access_denied':
        if (frame.data?.channel_id !== undefined) this.#logs.denied(frame.data.channel_id);
        break;
      case 'resumed':
        this.#logs.resumed(frame.data.channel_id, frame.data.last_seq, frame.data.complete);
        break;
      // Answers that somebody waits for.
      case 'authenticated':
      case 'channel_left':
      case 'channel_join_error':
      case 'message_sent':
      case 'online_users':
      case 'message_list':
      case 'room_list':
      case 'pong':
        break;
      case 'error': {
        const { channel_id: id, retry_after_ms: after } = frame.data;
        // One that is only being joined is asked for again by whoever asked.
        if (id !== undefined && this.#logs.get(id)?.position != null) this.#resumeLater([id], after);
        break;
      }
    }
  }
}
