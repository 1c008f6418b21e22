import { isLogEvent, seqOf, type ParlanceEvent } from './events.ts';
import type { Join } from './line.ts';

/** What this tab follows and how far it is. Lets each event through once, whoever had it told again. */
export class Positions {
  readonly #heads = new Map<number, number>();
  readonly #wanted = new Set<number>();
  readonly #announced = new Set<number>();

  follow(channel: number, afterSeq?: number): Join {
    this.#wanted.add(channel);
    if (afterSeq !== undefined) this.#heads.set(channel, afterSeq);
    return { channel_id: channel, after_seq: this.#heads.get(channel) ?? null };
  }

  unfollow(channel: number): void {
    this.#wanted.delete(channel);
    this.#announced.delete(channel);
    this.#heads.delete(channel);
  }

  follows(channel: number): boolean {
    return this.#wanted.has(channel);
  }

  seen(channel: number, seq: number): void {
    this.#heads.set(channel, Math.max(seq, this.#heads.get(channel) ?? 0));
  }

  joins(): Join[] {
    return [...this.#wanted].map((id) => ({ channel_id: id, after_seq: this.#heads.get(id) ?? null }));
  }

  admits(event: ParlanceEvent): boolean {
    if (isLogEvent(event)) {
      const seq = seqOf(event);
      const { channel_id: id } = event.data;
      if (seq <= (this.#heads.get(id) ?? 0)) return false;
      this.#heads.set(id, seq);
      return true;
    }
    if (event.type === 'joined' || event.type === 'gap') {
      const { channel_id: id, last_seq: lastSeq } = event.data;
      if (!this.#wanted.has(id)) return false;
      const isNews =
        event.type === 'joined' ? !this.#announced.has(id) : lastSeq > (this.#heads.get(id) ?? 0);
      this.#announced.add(id);
      if (event.type === 'gap' || !this.#heads.has(id)) this.seen(id, lastSeq);
      return isNews;
    }
    if (event.type === 'denied') {
      const { channel_id: id } = event.data;
      const wasWanted = this.#wanted.has(id);
      this.unfollow(id);
      return wasWanted;
    }
    return true;
  }
}
