import type * as sdk from '@parlance/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { enter, gate, session, start } from './live';
import { alice, bob, conversation, loaded, message } from './testkit/said';
import { world } from './world';

const server = vi.hoisted(() => ({ rooms: [] as sdk.Conversation[], me: { id: 1 } }));

vi.mock('@parlance/client', async (original) => {
  const real = await original<typeof sdk>();
  class FakeClient {
    connection = new real.Store(real.stopped);
    rest = { me: () => Promise.resolve(server.me) };
    refreshRoomList = () => Promise.resolve({ method: 'websocket', rooms: server.rooms });
    onEvent = () => () => undefined;
    join = () => undefined;
    start = () => undefined;
    stop = () => undefined;
    signOut = () => undefined;
  }
  return { ...real, Client: FakeClient };
});

const key = 'parlance.session';
const kept = JSON.stringify({ token: 'a.b.c', ends: Date.now() + 3_600_000, margin: 60_000 });
/** What another tab did, as this one hears of it. */
const elsewhere = (newValue: string | null) => {
  if (newValue === null) localStorage.removeItem(key);
  else localStorage.setItem(key, newValue);
  dispatchEvent(new StorageEvent('storage', { key, newValue }));
};

beforeEach(() => {
  localStorage.clear();
  server.rooms = [conversation({ last_seq: 9 })];
  server.me = alice;
});

it('whoever signs in again as the same person does not go on from what was loaded before', async () => {
  const parent = message(1);
  const thread = { parent, replies: [] };
  world.set(loaded({ rooms: [conversation()], messages: [parent], members: [], thread }));
  await enter(alice);
  const { timelines, threads, members, conversations } = world.get();
  expect([timelines, threads, members]).toEqual([{}, {}, {}]);
  expect(conversations).toMatchObject({ loaded: true, byId: { 7: { last_seq: 9 } } });
});

it('a session that ended in another tab has ended here, and nothing that is kept goes', async () => {
  await enter(alice);
  elsewhere('null');
  expect(gate.get()).toEqual({ state: 'out', reason: 'expired' });
  expect(world.get().me.id).toBe(alice.id);
  expect(localStorage.getItem('parlance.me')).not.toBeNull();
});

it('whoever signed out in another tab is signed out here', async () => {
  await enter(alice);
  elsewhere(null);
  expect(gate.get()).toEqual({ state: 'out', reason: 'signed_out' });
  expect(localStorage.getItem('parlance.me')).toBeNull();
});

it('a tab at the gate goes in when another one has signed in', async () => {
  gate.set({ state: 'out', reason: 'expired' });
  server.me = bob;
  elsewhere(kept);
  await vi.waitFor(() => expect(gate.get()).toEqual({ state: 'in' }));
  expect(world.get().me.id).toBe(bob.id);
  session.signOut();
});

it('a page that finds its session at an end says so', async () => {
  gate.set({ state: 'starting' });
  vi.spyOn(session, 'restore').mockImplementationOnce(async () => {
    elsewhere('null');
    return { signedIn: false, returnTo: null };
  });
  await start();
  expect(gate.get()).toEqual({ state: 'out', reason: 'expired' });
});
