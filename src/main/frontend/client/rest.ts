import { ParlanceError, asError } from './errors.ts';
import type { Conversation, Kind, Message, Participant, Position, Role, Status, User } from './model.ts';
import type { ErrorCode, ParentInfo, Standing } from './protocol.ts';

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  limit: number;
  has_more: boolean;
}

/** What changed, and what the replies among it answer, as that is now. */
export interface ChangesPage extends Page<Message> {
  parents: ParentInfo[];
}

export interface HistoryQuery {
  before_seq?: number;
  after_seq?: number;
  around_seq?: number;
  limit?: number;
}

export interface SearchQuery {
  q: string;
  in?: number;
  from?: string;
  before?: string;
  after?: string;
  cursor?: string;
  limit?: number;
}

export interface NewConversation {
  kind: Kind;
  name?: string;
  topic?: string;
  participant_ids?: number[];
}

/** What one conversation did after a position: the answer of `resume` without a socket. */
export interface Changes {
  channel_id: number;
  last_seq: number;
  complete: boolean;
  messages: Message[];
  /** What the replies among them answer, as it is now. */
  parents: ParentInfo[];
  /** False where the caller did not name the conversation: then only `last_seq` says something. */
  named: boolean;
  /** Named, but not to be seen, any more or at all. */
  lost: boolean;
}

interface Envelope {
  success?: boolean;
  data?: unknown;
  parents?: ParentInfo[];
  page?: { next_cursor?: string | null; limit?: number; has_more?: boolean };
}

interface Problem {
  code?: string;
  detail?: string;
  title?: string;
  retry_after_ms?: number;
  violations?: { field?: string; message?: string }[];
}

type Query = Record<string, string | number | undefined>;
export type TokenSource = (renew?: boolean) => Promise<string | null>;

const conversations = '/v1/messaging/conversations';
const message = (id: string) => `/v1/messaging/messages/${encodeURIComponent(id)}`;

/** The REST door, typed. Every refusal is a ParlanceError. */
export class Rest {
  readonly #base: string;
  readonly #token: TokenSource;
  readonly #fetch: typeof fetch;

  constructor(base: string, token: TokenSource, fetcher: typeof fetch = (input, init) => fetch(input, init)) {
    this.#base = base.replace(/\/$/, '');
    this.#token = token;
    this.#fetch = fetcher;
  }

  me = () => this.#data<User>('GET', '/v1/me');
  updateMe = (changes: { name?: string }) => this.#data<User>('PATCH', '/v1/me', changes);
  setStatus = (status: Status) => this.#data<User>('PUT', '/v1/me/status', { status });
  users = (q: string, page: { cursor?: string; limit?: number } = {}) =>
    this.#page<User>(`/v1/users${query({ q, ...page })}`);
  user = (id: number) => this.#data<User>('GET', `/v1/users/${id}`);

  conversations = (page: { cursor?: string; skip?: number; limit?: number } = {}) =>
    this.#page<Conversation>(conversations + query(page));
  conversation = (id: number) => this.#data<Conversation>('GET', `${conversations}/${id}`);
  createConversation = (body: NewConversation) => this.#data<Conversation>('POST', conversations, body);
  updateConversation = (id: number, changes: { name?: string; topic?: string | null }) =>
    this.#data<Conversation>('PATCH', `${conversations}/${id}`, changes);
  deleteConversation = (id: number) => this.#data<unknown>('DELETE', `${conversations}/${id}`);
  channels = (q = '', page: { cursor?: string; limit?: number } = {}) =>
    this.#page<Conversation>(`/v1/messaging/channels${query({ q, ...page })}`);

  participants = (id: number, page: { cursor?: string; limit?: number } = {}) =>
    this.#page<Participant>(`${conversations}/${id}/participants${query(page)}`);
  /** `user_id: 'me'` joins a public channel. */
  addParticipant = (id: number, body: { user_id: number | 'me'; role?: Role }) =>
    this.#data<Participant>('POST', `${conversations}/${id}/participants`, body);
  setRole = (id: number, userId: number, role: Role) =>
    this.#data<Participant>('PATCH', `${conversations}/${id}/participants/${userId}`, { role });
  /** `'me'` leaves. */
  removeParticipant = (id: number, userId: number | 'me') =>
    this.#data<unknown>('DELETE', `${conversations}/${id}/participants/${userId}`);

  messages = (id: number, page: HistoryQuery = {}) =>
    this.#page<Message>(`${conversations}/${id}/messages${query({ ...page })}`);
  message = (id: string) => this.#data<Message>('GET', message(id));
  replies = (id: string, page: Omit<HistoryQuery, 'around_seq'> = {}) =>
    this.#page<Message>(`${message(id)}/replies${query({ ...page })}`);
  async changes(id: number, afterSeq: number, limit?: number): Promise<ChangesPage> {
    const path = `${conversations}/${id}/changes${query({ after_seq: afterSeq, limit })}`;
    const envelope = await this.request('GET', path);
    return { ...pageOf(envelope), parents: envelope.parents ?? [] };
  }

  sendMessage = (id: number, body: { content: string; client_id: string; reply_to_id?: string }) =>
    this.#data<Message>('POST', `${conversations}/${id}/messages`, body);
  editMessage = (id: string, content: string) => this.#data<Message>('PATCH', message(id), { content });
  deleteMessage = (id: string) => this.#data<Message>('DELETE', message(id));
  react = (id: string, emoji: string) =>
    this.#data<Message>('PUT', `${message(id)}/reactions/${encodeURIComponent(emoji)}`);
  unreact = (id: string, emoji: string) =>
    this.#data<Message>('DELETE', `${message(id)}/reactions/${encodeURIComponent(emoji)}`);
  markRead = (id: number, seq: number) =>
    this.#data<Standing>('POST', `${conversations}/${id}/read`, { seq });
  onlineUsers = () =>
    this.#data<{ online_users: number[]; count: number }>('GET', '/v1/messaging/online-users');
  search = (search: SearchQuery) => this.#page<Message>(`/v1/messaging/search${query({ ...search })}`);
  /** Opens one socket, once, by `?ticket=`: for programs that cannot send a first frame. */
  ticket = () => this.#data<{ ticket: string; expires_in?: number }>('POST', '/v1/auth/tickets');

  /** The long poll: answers when something changed, or after `wait` seconds. */
  async poll(channels: Position[], wait: number, signal?: AbortSignal): Promise<Changes[]> {
    try {
      const data = await this.#data<unknown>('POST', '/v1/messaging/changes', { channels, wait }, signal);
      const list = (Array.isArray(data) ? data : (data as { channels?: unknown }).channels) as RawChanges[];
      return list.map(changesOf);
    } catch (reason) {
      if ((reason as ParlanceError).code !== 'not_found') throw reason;
      return channels.map(({ channel_id }) => changesOf({ channel_id, code: 'not_found' }));
    }
  }

  async #data<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    return (await this.request(method, path, body, signal)).data as T;
  }

  async #page<T>(path: string): Promise<Page<T>> {
    return pageOf(await this.request('GET', path));
  }

  /** One request with the caller's token; a 401 is answered once with a renewed one. */
  async request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Envelope> {
    let response = await this.#send(method, path, body, signal, false);
    if (response.status === 401) response = await this.#send(method, path, body, signal, true);
    if (response.ok)
      return response.status === 204 ? {} : ((await response.json().catch(() => ({}))) as Envelope);
    throw await refusal(response);
  }

  async #send(method: string, path: string, body: unknown, signal: AbortSignal | undefined, renew: boolean) {
    const token = await this.#token(renew);
    if (token === null) throw new ParlanceError('unauthorized', 'Sign in first', { status: 401 });
    const headers: Record<string, string> = { Accept: 'application/json', Authorization: `Bearer ${token}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      return await this.#fetch(this.#base + path, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? AbortSignal.timeout(15_000),
      });
    } catch (reason) {
      throw asError(reason);
    }
  }
}

interface RawChanges {
  channel_id: number;
  last_seq?: number;
  complete?: boolean;
  messages?: Message[];
  parents?: ParentInfo[];
  code?: string;
}

const changesOf = (one: RawChanges): Changes => ({
  channel_id: one.channel_id,
  last_seq: one.last_seq ?? 0,
  complete: one.complete ?? true,
  messages: one.messages ?? [],
  parents: one.parents ?? [],
  named: one.messages !== undefined,
  lost: one.code !== undefined,
});

const pageOf = <T>({ data, page }: Envelope): Page<T> => ({
  items: data as T[],
  next_cursor: page?.next_cursor ?? null,
  limit: page?.limit ?? 0,
  has_more: page?.has_more ?? page?.next_cursor != null,
});

const byStatus: Record<number, ErrorCode> = {
  401: 'unauthorized',
  403: 'access_denied',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'invalid_message',
  429: 'rate_limited',
};

/**
 * Reads problem+json; a proxy's page in its place still has a status. A 404 without a code is not Parlance's
 * word: a server that is starting and a proxy without one answer so, and what was asked is to be asked again.
 */
export async function refusal(response: Response): Promise<ParlanceError> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const seconds = Number(response.headers.get('Retry-After'));
  const away = response.status >= 500 || (response.status === 404 && problem.code === undefined);
  const fallback = away ? 'unavailable' : (byStatus[response.status] ?? 'invalid_message');
  const code =
    response.status === 401 ? 'unauthorized' : ((problem.code as ErrorCode | undefined) ?? fallback);
  return new ParlanceError(code, problem.detail ?? problem.title ?? `HTTP ${response.status}`, {
    status: response.status,
    retryAfterMs: problem.retry_after_ms ?? (seconds > 0 ? seconds * 1000 : undefined),
    violations: problem.violations,
  });
}

function query(values: Query): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}
