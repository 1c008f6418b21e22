import { refusal } from './rest.ts';
import { ParlanceError, asError } from './errors.ts';
import type { User } from './model.ts';
import { claimsOf } from './token.ts';
import * as oidc from './oidc.ts';

export type AuthConfig =
  { method: 'local' } | { method: 'oidc'; issuer: string; client_id: string; scopes: string | string[] };

export interface SessionOptions {
  baseUrl?: string;
  /** Where the provider sends the browser back to (default: the origin's root). */
  redirectUri?: string;
  /** Told when another tab signed out, or when the session could not be renewed any more: then in all tabs. */
  onSignedOut?: (reason: 'expired' | 'signed_out') => void;
  /** Told when another tab signed in, and nobody was. */
  onSignedIn?: () => void;
}

interface Kept {
  token: string;
  /** Milliseconds since the epoch. */
  ends: number;
  /** How long before its end it is renewed. */
  margin: number;
  refresh?: string | undefined;
}

interface SignedIn {
  access_token: string;
  expires_in: number;
  user: User;
}

const longestMargin = 60_000;
const key = 'parlance.session';
/** What lies there after a session that ended by itself; after signing out nothing does. */
const expired = 'null';

/** Who is signed in, in this browser: shared by its tabs, renewed silently. Give `token` to the Client. */
export class Session {
  readonly #base: string;
  readonly #redirectUri: string;
  readonly #options: SessionOptions;
  #config: Promise<AuthConfig> | null = null;
  #renewal: Promise<string | null> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions = {}) {
    this.#options = options;
    this.#base = (options.baseUrl ?? '').replace(/\/$/, '');
    this.#redirectUri = options.redirectUri ?? `${globalThis.location.origin}/`;
    globalThis.addEventListener('storage', (event) => {
      if (event.key !== key) return;
      this.#plan(read());
      if (event.newValue === null) options.onSignedOut?.('signed_out');
      else if (event.newValue === expired) options.onSignedOut?.('expired');
      else if (event.oldValue === null || event.oldValue === expired) options.onSignedIn?.();
    });
    this.#plan(read());
  }

  get signedIn(): boolean {
    return read() !== null;
  }

  /** How this server wants people to sign in. */
  config(): Promise<AuthConfig> {
    this.#config ??= this.#ask<AuthConfig>('GET', '/v1/auth/config').catch((reason: unknown) => {
      this.#config = null;
      throw reason;
    });
    return this.#config;
  }

  /** Goes on with a session of an earlier page, or with the answer of the provider in the address. */
  async restore(): Promise<{ signedIn: boolean; returnTo: string | null }> {
    if (!oidc.isAnswer(location.search)) return { signedIn: (await this.token()) !== null, returnTo: null };
    const { tokens, returnTo } = await oidc.redeem(location.search);
    this.#keep(tokens.access_token, tokens.expires_in, tokens.refresh_token);
    history.replaceState(null, '', returnTo);
    return { signedIn: true, returnTo };
  }

  /** A local account. */
  async signIn(username: string, password: string): Promise<User> {
    const answer = await this.#ask<SignedIn>('POST', '/v1/auth/sign-in', { username, password });
    this.#keep(answer.access_token, answer.expires_in);
    return answer.user;
  }

  /** Leaves the page for the provider's; `returnTo` is the path to show afterwards. */
  async redirect(returnTo = location.pathname + location.search + location.hash): Promise<void> {
    const config = await this.config();
    if (config.method !== 'oidc')
      throw new ParlanceError('conflict', 'This server keeps the accounts itself');
    location.assign(await oidc.begin(config, this.#redirectUri, returnTo));
  }

  /** A token that is good for a minute at least, or null where the person has to sign in. */
  token = async (renew = false): Promise<string | null> => {
    const kept = read();
    if (!kept) return null;
    if (!renew && kept.ends - Date.now() > kept.margin) return kept.token;
    this.#renewal ??= exclusive(() => this.#renew(kept)).finally(() => (this.#renewal = null));
    return this.#renewal;
  };

  /** Forgets it, in all tabs. */
  signOut(): void {
    clearTimeout(this.#timer);
    localStorage.removeItem(key);
  }

  async #renew(old: Kept): Promise<string | null> {
    const kept = read();
    if (!kept) return null;
    // Another tab was quicker.
    if (kept.token !== old.token) return kept.token;
    try {
      if (kept.refresh !== undefined) {
        const config = await this.config();
        if (config.method !== 'oidc') return null;
        const tokens = await oidc.refresh(config, kept.refresh);
        this.#keep(tokens.access_token, tokens.expires_in, tokens.refresh_token ?? kept.refresh);
      } else {
        const answer = await this.#ask<SignedIn>('POST', '/v1/auth/refresh', undefined, kept.token);
        this.#keep(answer.access_token, answer.expires_in);
      }
      return read()?.token ?? null;
    } catch (reason) {
      const error = asError(reason);
      if (error.retryable && error.status !== 401) {
        if (kept.ends > Date.now()) return kept.token;
        throw error;
      }
      // Refused: there is no way back but to sign in.
      clearTimeout(this.#timer);
      localStorage.setItem(key, expired);
      this.#options.onSignedOut?.('expired');
      return null;
    }
  }

  #keep(token: string, expiresIn: number | undefined, refresh?: string): void {
    const end = claimsOf(token).exp;
    const ends = expiresIn === undefined ? (end ?? 0) * 1_000 : Date.now() + expiresIn * 1_000;
    const margin = Math.min(longestMargin, (ends - Date.now()) / 4);
    const kept: Kept = { token, ends, margin, refresh };
    localStorage.setItem(key, JSON.stringify(kept));
    this.#plan(kept);
  }

  /** A local account's token can be renewed only while it is valid: so do it in time, in good time. */
  #plan(kept: Kept | null): void {
    clearTimeout(this.#timer);
    if (!kept) return;
    const left = kept.ends - Date.now();
    const wait = Math.max(1_000, Math.min(left - 2 * kept.margin, left / 2));
    if (left > 0) this.#timer = setTimeout(() => void this.#renewEarly(), Math.min(wait, 2 ** 31 - 1));
  }

  async #renewEarly(): Promise<void> {
    await this.token(true).catch(() => null);
    this.#plan(read());
  }

  async #ask<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (token !== undefined) headers['Authorization'] = `Bearer ${token}`;
    const init = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    const response = await fetch(this.#base + path, init).catch((reason: unknown) => {
      throw asError(reason);
    });
    if (!response.ok) throw await refusal(response);
    const answer = (await response.json()) as { data?: T };
    // Sign-in answers as OAuth does, without an envelope; the others within one.
    return answer.data ?? (answer as T);
  }
}

function read(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

/** One tab renews at a time: a refresh token is good for once. */
function exclusive<T>(work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { locks?: LockManager };
  return locks ? locks.request(`${key}.renewal`, work) : work();
}
