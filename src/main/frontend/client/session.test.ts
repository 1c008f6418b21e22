// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from './session.ts';

interface Asked {
  url: string;
  method: string;
  body: string;
  authorization: string | null;
}

let asked: Asked[];
let answers: Record<string, () => unknown>;
let session: Session;

const token = (life: number) => `x.${btoa(JSON.stringify({ sub: 'a', life, at: Date.now() }))}.y`;
const local = (life = 3_600) => ({
  success: true,
  data: { access_token: token(life), expires_in: life, user: { id: 1 } },
});
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const paths = () => asked.map(({ url }) => new URL(url, 'http://fake').pathname);

const fetcher = async (input: string, init: RequestInit = {}) => {
  const body =
    init.body instanceof URLSearchParams ? init.body.toString() : ((init.body as string | null) ?? '');
  const authorization = new Headers(init.headers).get('Authorization');
  asked.push({ url: input, method: init.method ?? 'GET', body, authorization });
  const answer = answers[new URL(input, 'http://fake').pathname]?.();
  return answer === undefined
    ? Response.json({ code: 'unauthorized' }, { status: 401 })
    : Response.json(answer);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.stubGlobal('fetch', fetcher);
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/c/5');
  asked = [];
  answers = { '/v1/auth/sign-in': () => local(), '/v1/auth/refresh': () => local() };
  session = new Session({ baseUrl: 'http://fake' });
});

afterEach(() => {
  session.signOut();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a local account', () => {
  it('signs in, and stays signed in over a reload', async () => {
    expect(await session.token()).toBeNull();
    await session.signIn('alice', 'demo');
    expect(asked[0]).toMatchObject({ method: 'POST', body: '{"username":"alice","password":"demo"}' });
    expect(await new Session({ baseUrl: 'http://fake' }).restore()).toEqual({
      signedIn: true,
      returnTo: null,
    });
  });

  it('renews itself in good time, with the token that it has', async () => {
    await session.signIn('alice', 'demo');
    const first = await session.token();
    await settle(1_800_000);
    expect(paths()).toEqual(['/v1/auth/sign-in', '/v1/auth/refresh']);
    expect(asked[1]?.authorization).toBe(`Bearer ${first ?? ''}`);
    expect(await session.token()).not.toBe(first);
  });

  it('renews once for all who ask', async () => {
    await session.signIn('alice', 'demo');
    await Promise.all([session.token(true), session.token(true)]);
    expect(paths().filter((path) => path === '/v1/auth/refresh')).toHaveLength(1);
  });

  it('keeps a token that is still good while the server is away', async () => {
    await session.signIn('alice', 'demo');
    const before = await session.token();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await session.token(true)).toBe(before);
  });

  it('is over when the server refuses', async () => {
    await session.signIn('alice', 'demo');
    delete answers['/v1/auth/refresh'];
    expect(await session.token(true)).toBeNull();
    expect(session.signedIn).toBe(false);
  });

  it('has expired in all tabs when the server refuses, and nobody is signed out', async () => {
    const told = vi.fn();
    session = new Session({ baseUrl: 'http://fake', onSignedOut: told });
    await session.signIn('alice', 'demo');
    delete answers['/v1/auth/refresh'];
    expect(await session.token(true)).toBeNull();
    expect(told).toHaveBeenCalledExactlyOnceWith('expired');
    expect(localStorage.getItem('parlance.session')).toBe('null');
  });

  it('hears what another tab does', async () => {
    const told = vi.fn();
    session = new Session({ onSignedOut: told, onSignedIn: () => void told('signed_in') });
    const there = JSON.stringify({ token: 't', ends: Date.now() + 3_600_000, margin: 60_000 });
    const steps: [string | null, string | null][] = [
      [null, there],
      [there, there],
      [there, 'null'],
      ['null', there],
      [there, null],
    ];
    for (const [oldValue, newValue] of steps)
      window.dispatchEvent(new StorageEvent('storage', { key: 'parlance.session', oldValue, newValue }));
    expect(told.mock.calls).toEqual([['signed_in'], ['expired'], ['signed_in'], ['signed_out']]);
  });

  it('tells what was wrong', async () => {
    delete answers['/v1/auth/sign-in'];
    await expect(session.signIn('alice', 'no')).rejects.toMatchObject({ code: 'unauthorized', status: 401 });
  });
});

describe('an identity provider', () => {
  let went: URL;

  beforeEach(() => {
    const issuer = 'https://id.example/realm';
    answers['/v1/auth/config'] = () => ({
      data: { method: 'oidc', issuer, client_id: 'web', scopes: 'openid' },
    });
    answers['/realm/.well-known/openid-configuration'] = () => ({
      issuer,
      authorization_endpoint: 'https://id.example/auth',
      token_endpoint: 'https://id.example/token',
    });
    answers['/token'] = () => ({
      access_token: token(300),
      expires_in: 300,
      refresh_token: 'r1',
      id_token: `x.${btoa(JSON.stringify({ nonce: went.searchParams.get('nonce') }))}.y`,
    });
    vi.stubGlobal('location', {
      href: location.href,
      pathname: '/c/5',
      search: '',
      hash: '#m',
      origin: 'http://localhost:3000',
      assign: (url: string) => (went = new URL(url)),
    });
  });

  const comeBack = (search: string) => vi.stubGlobal('location', { origin: 'http://localhost:3000', search });

  it('goes there with PKCE, and comes back to where the person was', async () => {
    await session.redirect();
    expect(Object.fromEntries(went.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
    });
    comeBack(`?code=c&state=${went.searchParams.get('state') ?? ''}`);
    expect(await session.restore()).toEqual({ signedIn: true, returnTo: '/c/5#m' });
    const verifier = new URLSearchParams(asked.at(-1)?.body).get('code_verifier') ?? '';
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    expect(went.searchParams.get('code_challenge')).toBe(Buffer.from(hash).toString('base64url'));
  });

  it('takes no answer that it did not ask for', async () => {
    await session.redirect();
    comeBack('?code=c&state=other');
    await expect(session.restore()).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('takes no token for another nonce', async () => {
    await session.redirect();
    comeBack(`?code=c&state=${went.searchParams.get('state') ?? ''}`);
    went.searchParams.set('nonce', 'other');
    await expect(session.restore()).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('renews with the refresh token', async () => {
    await session.redirect();
    comeBack(`?code=c&state=${went.searchParams.get('state') ?? ''}`);
    await session.restore();
    await session.token(true);
    expect(asked.at(-1)?.body).toBe('client_id=web&grant_type=refresh_token&refresh_token=r1');
  });
});
