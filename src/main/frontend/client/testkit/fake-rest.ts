import type { Position } from '../model.ts';
import type { FakeServer } from './fake-server.ts';

/** `fetch`, answered by the fake server. */
export const fakeFetch =
  (server: FakeServer): typeof fetch =>
  async (input, init) => {
    const url = new URL(input as string);
    const method = init?.method ?? 'GET';
    server.requests.push(`${method} ${url.pathname}`);
    if (!server.restWorks) throw new TypeError('Failed to fetch');
    const authorization = new Headers(init?.headers).get('Authorization') ?? '';
    if (!server.tokens.has(authorization.slice(7))) return problem(401, 'unauthorized');
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as Body;
    const id = Number(/conversations\/(\d+)/.exec(url.pathname)?.[1]);
    if (url.pathname === '/v1/me') return ok(server.me);
    if (url.pathname === '/v1/messaging/changes') return poll(server, body, init?.signal);
    if (url.pathname === '/v1/messaging/conversations') {
      return ok([...server.channels.keys()].map((one) => server.conversation(one)));
    }
    if (!server.channels.has(id)) return problem(404, 'not_found');
    if (method === 'GET' && url.pathname.endsWith('/messages'))
      return ok(server.channel(id).messages.slice(-50));
    if (url.pathname.endsWith('/changes')) {
      const after = Number(url.searchParams.get('after_seq'));
      const missed = server.changes(id, after);
      const page = missed.slice(0, 100);
      return ok(page, { next_cursor: null, limit: 100, has_more: missed.length > 100 }, server.parents(page));
    }
    if (method === 'POST' && url.pathname.endsWith('/messages')) return send(server, id, body);
    if (method === 'POST' && url.pathname.endsWith('/read')) return ok(server.read(id, body.seq));
    if (method === 'POST') return ok({});
    return ok(server.conversation(id));
  };

interface Body {
  content?: string;
  client_id?: string;
  reply_to_id?: string;
  wait?: number;
  seq?: number;
  channels?: Position[];
}

function send(server: FakeServer, id: number, body: Body): Response {
  const refusal = server.refusals.shift();
  if (refusal) return problem(refusal.status, refusal.code, refusal.retry_after_ms);
  const { message, duplicate } = server.post(id, body.content ?? '', 1, body.client_id, body.reply_to_id);
  if (!duplicate) server.announce(message);
  return ok({ ...message, message_id: message.id, duplicate });
}

async function poll(server: FakeServer, { channels = [], wait = 0 }: Body, signal?: AbortSignal | null) {
  const before = server.channels.size;
  const isNews = ({ channel_id: id, after_seq: after }: Position) =>
    !server.channels.has(id) || server.changes(id, after).length > 0;
  while (wait > 0 && server.channels.size === before && !channels.some(isNews))
    await server.waitForChange(signal);
  if (channels.length > 0 && channels.every((one) => !server.channels.has(one.channel_id)))
    return problem(404, 'not_found');
  const named = channels.map(({ channel_id: id, after_seq: after }) => {
    const channel = server.channels.get(id);
    if (!channel) return { channel_id: id, code: 'not_found' };
    const messages = server.changes(id, after);
    const parents = server.parents(messages);
    return { channel_id: id, last_seq: channel.lastSeq, complete: true, messages, parents };
  });
  const others = [...server.channels.values()].filter(
    ({ id }) => !named.some((one) => one.channel_id === id),
  );
  const heads = others.map(({ id, lastSeq }) => ({ channel_id: id, last_seq: lastSeq }));
  return ok({ channels: [...named, ...heads] });
}

const ok = (data: unknown, page?: object, parents?: object) =>
  Response.json({ success: true, data, parents, page });
const problem = (status: number, code: string, retry?: number) =>
  Response.json({ success: false, status, code, title: code, retry_after_ms: retry }, { status });
