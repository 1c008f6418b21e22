export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'error';

export type Reason =
  /** `start()` was not called yet, or `stop()` was. */
  | 'stopped'
  /** The socket went, or never opened. */
  | 'lost'
  /** The browser says that there is no network. */
  | 'offline'
  /** The server has no room now, or restarts. */
  | 'busy'
  /** The server closed it for flooding: the next try waits long. */
  | 'policy'
  /** The token is not accepted and there is no fresh one. No further tries before `tryNow()`. */
  | 'sign_in_needed';

/** The one state of the connection, and what a banner wants to know about it. */
export interface ConnectionStatus {
  state: ConnectionState;
  /** Failed tries since the last success. */
  attempt: number;
  /** Milliseconds since the epoch; null while trying, connected or stopped. */
  nextTryAt: number | null;
  /** The close code of the last socket. */
  code: number | null;
  reason: Reason | null;
  /** How things go at present: without a socket by REST, and `none` where that fails, too. */
  via: 'websocket' | 'rest' | 'none';
}

export const stopped: ConnectionStatus = {
  state: 'disconnected',
  attempt: 0,
  nextTryAt: null,
  code: null,
  reason: 'stopped',
  via: 'none',
};
