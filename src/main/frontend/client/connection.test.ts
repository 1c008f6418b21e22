import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client, type ClientOptions } from './client.ts';
import { browser, settle } from './testkit/fake-browser.ts';
import type { FakeServer } from './testkit/fake-server.ts';

let server: FakeServer;
let client: Client;

const make = (options: Partial<ClientOptions> = {}) => {
  const made = new Client({
    baseUrl: 'http://fake',
    token: () => Promise.resolve('good'),
    shared: false,
    ...options,
  });
  return made;
};
const state = () => client.connection.get().state;
const commands = (type: string) => server.received.filter((one) => one.type === type);

beforeEach(() => {
  server = browser();
  server.channel(5);
  client = make();
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('connecting', () => {
  it('goes through connecting to connected and tells who I am', async () => {
    client.start();
    expect(state()).toBe('connecting');
    await settle();
    expect(client.connection.get()).toMatchObject({ state: 'connected', attempt: 0, via: 'websocket' });
    expect(client.me.get()?.username).toBe('alice');
  });

  it('puts no token into the address', async () => {
    client.start();
    await settle();
    expect(server.sockets[0]?.url).toBe('ws://fake/v1/ws/chat');
  });

  it('shows an error after five tries, never gives up, and comes back', async () => {
    server.socketsWork = false;
    client.start();
    await settle(1_200);
    expect(client.connection.get()).toMatchObject({ state: 'disconnected', reason: 'lost' });
    expect(client.connection.get().nextTryAt).toBeGreaterThan(Date.now());
    await settle(40_000);
    expect(client.connection.get().state).toBe('error');
    await settle(600_000);
    expect(client.connection.get().attempt).toBeGreaterThan(20);
    server.socketsWork = true;
    await settle(31_000);
    expect(state()).toBe('connected');
  });

  it('gives up a try after five seconds', async () => {
    server.silent.add('authenticate');
    client.start();
    await settle(4_900);
    expect(state()).toBe('connecting');
    await settle(200);
    expect(state()).toBe('disconnected');
  });

  it('falls back to single frames where the server does not know batches', async () => {
    server.knowsBatch = false;
    client.start();
    await settle(1_100);
    expect(state()).toBe('connected');
  });

  it('finds a dead socket by its silence', async () => {
    client.start();
    await settle();
    server.silent.add('ping');
    await settle(30_000);
    expect(state()).toBe('connected');
    await settle(10_001);
    expect(state()).toBe('disconnected');
  });

  it('tries at once when asked to', async () => {
    server.socketsWork = false;
    client.start();
    await settle(20_000);
    server.socketsWork = true;
    client.tryNow();
    await settle();
    expect(state()).toBe('connected');
  });
});

describe('close codes', () => {
  it('fetches a fresh token when the old one is refused', async () => {
    const asked: (boolean | undefined)[] = [];
    client = make({
      token: (renew) => {
        asked.push(renew);
        return Promise.resolve(renew ? 'good' : 'old');
      },
    });
    client.start();
    await settle();
    expect(state()).toBe('connected');
    expect(asked).toEqual([undefined, false, true]);
  });

  it('asks to sign in, once, when a fresh one is refused too, and tries no more by itself', async () => {
    const signedOut = vi.fn();
    client = make({ token: () => Promise.resolve('bad'), onSignedOut: signedOut });
    client.start();
    await settle(120_000);
    expect(client.connection.get()).toMatchObject({ state: 'error', reason: 'sign_in_needed', code: 4002 });
    expect(signedOut).toHaveBeenCalledExactlyOnceWith('expired');
    expect(commands('authenticate')).toHaveLength(2);
    server.tokens.add('bad');
    client.tryNow();
    await settle();
    expect(state()).toBe('connected');
  });

  it('waits long after 1008', async () => {
    client.start();
    await settle(6_000);
    server.drop(1008);
    await settle(59_000);
    expect(client.connection.get()).toMatchObject({ state: 'disconnected', reason: 'policy' });
    await settle(40_000);
    expect(state()).toBe('connected');
  });

  it('renews the token in time on the open socket', async () => {
    client.start();
    await settle();
    server.sockets[0]!.tell({ type: 'token_expiring', data: { expires_at: 'soon' } });
    await settle();
    expect(commands('authenticate')).toHaveLength(2);
    expect(state()).toBe('connected');
  });
});
