import { sleep } from './backoff.ts';
import { asEvent } from './events.ts';
import type { Join, Listener } from './line.ts';
import { Log } from './log.ts';
import type { Position } from './model.ts';
import type { LogEvent } from './protocol.ts';
import type { Changes, Rest } from './rest.ts';

/** So many pages are fetched before a reader is told to load the conversation again. */
const mostPages = 20;
const pageSize = 100;

/** The logs of all conversations that this browser follows; gives out their events in order. */
export class Logs {
  readonly #rest: Rest;
  readonly #listener: Listener;
  /** Has what is missing before an early event asked for. */
  readonly #ask: (id: number) => void;
  readonly #logs = new Map<number, Log>();
  /** How far the conversations are, joined or not, as the long poll tells it; null until it has. */
  #heads: Map<number, number> | null = null;

  constructor(rest: Rest, listener: Listener, ask: (id: number) => void) {
    this.#rest = rest;
    this.#listener = listener;
    this.#ask = ask;
  }

  get ids(): number[] {
    return [...this.#logs.keys()];
  }

  get(id: number): Log | undefined {
    return this.#logs.get(id);
  }

  /** Whether there is something to ask the server for. */
  add({ channel_id: id, after_seq: after }: Join): boolean {
    const log = this.#logs.get(id);
    if (!log) this.#logs.set(id, new Log(after));
    else if (log.position !== null && after !== null && after < log.position) log.position = after;
    else if (log.position !== null) {
      this.#listener.event({ type: 'joined', data: { channel_id: id, last_seq: log.position } });
      return false;
    }
    return true;
  }

  delete(id: number): boolean {
    return this.#logs.delete(id);
  }

  clear(): void {
    this.#logs.clear();
  }

  positions(): Position[] {
    return [...this.#logs].flatMap(([channel_id, { position }]) =>
      position === null ? [] : [{ channel_id, after_seq: position }],
    );
  }

  /** The socket went: what was being filled is asked for anew, over the next one. */
  interrupt(): void {
    for (const log of this.#logs.values()) log.interrupt();
    this.#heads = null;
  }

  heard(event: LogEvent): void {
    const id = event.data.channel_id;
    const log = this.#logs.get(id);
    if (log) this.#give(id, log.accept(event));
    else this.#listener.event(event);
  }

  joined(id: number, lastSeq: number): void {
    const log = this.#logs.get(id);
    if (!log) return;
    const isNew = log.position === null;
    const given = log.joined(lastSeq);
    if (isNew) this.#listener.event({ type: 'joined', data: { channel_id: id, last_seq: lastSeq } });
    this.#give(id, given);
  }

  resumed(id: number, lastSeq: number, complete: boolean): void {
    const log = this.#logs.get(id);
    if (!log?.filling) return;
    if (complete && !log.lacksDeleted) {
      this.#give(id, log.filled(lastSeq));
      return;
    }
    log.forget(lastSeq);
    void this.page(id);
  }

  denied(id: number): void {
    if (this.#logs.delete(id)) this.#listener.event({ type: 'denied', data: { channel_id: id } });
  }

  /** What is missing, by REST, page by page. */
  async page(id: number): Promise<void> {
    const log = this.#logs.get(id);
    if (!log || log.position === null) return;
    log.startFilling();
    let from = log.position;
    try {
      for (let page = 0; page < mostPages; page++) {
        const { items, parents, has_more: more } = await this.#rest.changes(id, from, pageSize);
        if (this.#logs.get(id) !== log || !log.filling) return;
        for (const message of items) log.accept(asEvent(message, log.position, parents));
        from = items.at(-1)?.changed_seq ?? from;
        if (more) continue;
        this.#give(id, log.filled(from));
        return;
      }
      this.#skip(id, (await this.#rest.conversation(id)).last_seq);
    } catch (reason) {
      if ((reason as { code?: string }).code === 'not_found') this.denied(id);
      else {
        await sleep(2_000);
        if (log.filling) void this.page(id);
      }
    }
  }

  /** What the long poll brought; says whether there was anything new in it. */
  polled(changes: Changes[]): boolean {
    const before = this.#heads;
    this.#heads = new Map(changes.filter((one) => !one.lost).map((one) => [one.channel_id, one.last_seq]));
    const news = changes.filter((one) => this.#isNews(one, before));
    for (const one of news) {
      const { channel_id: id, named } = one;
      if (one.lost) this.denied(id);
      else void this.#refresh(id, named || before?.has(id) ? 'channel_updated' : 'channel_created');
    }
    return news.length > 0;
  }

  #isNews(one: Changes, before: Map<number, number> | null): boolean {
    const { channel_id: id, last_seq: lastSeq, complete, messages, parents } = one;
    if (one.lost) return true;
    const log = this.#logs.get(id);
    if (!one.named || !log || log.position === null) {
      return before !== null && before.get(id) !== lastSeq && (before.has(id) || !log);
    }
    if (complete && messages.length === 0) return false;
    if (!complete) void this.page(id);
    else {
      log.startFilling();
      for (const message of messages) log.accept(asEvent(message, log.position, parents));
      this.#give(id, log.filled(lastSeq));
    }
    return true;
  }

  /** Without a socket nobody tells of conversations and counts: what changed is fetched. */
  async #refresh(id: number, type: 'channel_created' | 'channel_updated'): Promise<void> {
    const channel = await this.#rest.conversation(id).catch(() => null);
    if (!channel) return;
    const { unread_count: count, mention_count: mentions, last_read_seq } = channel;
    this.#listener.event({ type, data: { channel } });
    this.#listener.event({
      type: 'unread_count_updated',
      data: { channel_id: id, count, mentions, last_read_seq },
    });
  }

  #give(id: number, { ready, gap }: { ready: LogEvent[]; gap: boolean }): void {
    for (const event of ready) this.#listener.event(event);
    if (gap) this.#ask(id);
  }

  #skip(id: number, lastSeq: number): void {
    const log = this.#logs.get(id);
    if (!log) return;
    log.forget(lastSeq);
    const given = log.filled(lastSeq);
    this.#listener.event({ type: 'gap', data: { channel_id: id, last_seq: lastSeq } });
    this.#give(id, given);
  }
}
