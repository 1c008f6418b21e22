import type { ParlanceEvent } from './events.ts';
import type { Command, Connected, ServerFrame } from './protocol.ts';
import type { ConnectionStatus } from './status.ts';

/** A conversation to follow: after a known position, or from now on. */
export interface Join {
  channel_id: number;
  after_seq: number | null;
}

/** The way to the server that a tab has: a socket of its own, or that of the tab which leads. */
export interface Line {
  join(joins: Join[]): void;
  leave(channel: number): void;
  /** Over the socket; refused with `network` where there is none. */
  request(command: Command): Promise<ServerFrame>;
  /** Over the socket, no answer wanted; lost where there is none. */
  cast(command: Command): void;
  tryNow(): void;
  close(): void;
}

/** Who hears what comes in over a line. */
export interface Listener {
  event(event: ParlanceEvent): void;
  status(status: ConnectionStatus): void;
  greeted(connected: Connected): void;
}
