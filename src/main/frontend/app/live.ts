import {
  asError,
  Client,
  Session,
  takeSnapshot,
  type Conversation,
  type Method,
  type ParlanceEvent,
  type User,
} from '@parlance/client';
import { backoff, sleep } from '../client/backoff';
import { forgetConversations, withKept } from './conversations/kept';
import { lostWith } from './conversations/left';
import { go, parseRoute } from './ground/route';
import { createStore, useStore } from './ground/store';
import { toast } from './ground/ui';
import { learn } from './people/state';
import { withStatuses } from './presence/state';
import { forgetMe, rememberedMe, rememberMe } from './session/me';
import { t } from './words';
import { apply, newWorld, withSnapshot, world, type World } from './world';

/** The one client of this tab, and what keeps the world as the server has it. */
export const session = new Session({
  onSignedOut: (reason) => shut(reason),
  // Another tab did: this one goes in with it.
  onSignedIn: () => gate.get().state === 'out' && void enter().catch(() => undefined),
});

export type Gate =
  | { state: 'starting' }
  | { state: 'out'; reason: 'new' | 'expired' | 'signed_out' | 'away' }
  | { state: 'in' };

export const gate = createStore<Gate>({ state: 'starting' });
export const useGate = (): Gate => useStore(gate, (state) => state);

let current: Client | null = null;

export function client(): Client {
  if (!current) throw new Error('Nobody is signed in');
  return current;
}

const listeners = new Set<(event: ParlanceEvent) => void>();

/** After the world has taken an event, for what is not state: notifications, announcements, reloading. */
export function onEvent(listener: (event: ParlanceEvent) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** `known`: who it is, where that need not be asked first. */
export async function enter(known?: User | null): Promise<void> {
  const made = new Client({
    token: session.token,
    onSignedOut: (reason) => shut(reason === 'expired' ? 'expired' : 'signed_out'),
  });
  const me = known ?? (await made.rest.me());
  rememberMe(me);
  // Also for whoever was here before: what was said meanwhile would be a hole in what is loaded.
  world.set(withKept(newWorld(me)));
  current?.stop();
  current = made;
  made.onEvent((event) => {
    const lost = lostWith(event, world.get());
    world.set((old) => apply(old, event));
    if (lost !== null) toast(t('noLongerIn', { name: lost }));
    for (const listener of [...listeners]) listener(event);
  });
  made.start();
  gate.set({ state: 'in' });
  const first = refreshConversations().catch(() => undefined);
  watchConnection(made, first);
  await first;
}

let started = false;
const again = 5000;

/** Goes on with the session of an earlier page, or with the answer of the identity provider in the address. */
export async function start(): Promise<void> {
  if (started) return;
  started = true;
  try {
    const { signedIn, returnTo } = await session.restore();
    if (returnTo) go(parseRoute(new URL(returnTo, location.origin)), 'replace');
    if (signedIn) await enter(returnTo ? null : rememberedMe());
    else gate.set((old) => (isExpired(old) ? old : { state: 'out', reason: 'new' }));
  } catch (reason) {
    const away = asError(reason).code !== 'unauthorized';
    gate.set({ state: 'out', reason: away ? 'away' : 'new' });
    started = false;
    if (away) setTimeout(() => gate.get().state === 'out' && void start(), again);
  }
}

const isExpired = (now: Gate) => now.state === 'out' && now.reason === 'expired';

function shut(reason: 'expired' | 'signed_out'): void {
  current?.stop();
  if (reason === 'signed_out') {
    world.set(newWorld({ id: 0, username: '', name: '' }));
    forgetMe();
    forgetConversations();
  }
  gate.set({ state: 'out', reason });
}

export function signOut(): void {
  current?.signOut();
  session.signOut();
  shut('signed_out');
}

/** What no event tells again after a break (counts, members, presence) comes with the list. */
function watchConnection(made: Client, first: Promise<Method | undefined>): void {
  let done: Promise<Method | undefined> | null = first;
  whenBack(made, () => {
    void refreshMe(made);
    // The first list is as good as later ones if it came over the socket: what is told meanwhile comes, too.
    const begun = done;
    done = null;
    void (begun ?? Promise.resolve(undefined)).then((way) => {
      if (way !== 'websocket') refreshConversations().catch(() => undefined);
    });
  });
}

/** Each time that there is another way to the server than before. */
function whenBack(made: Client, then: () => void): void {
  let before = made.connection.get().via;
  made.connection.subscribe((now) => {
    const back = now.via !== 'none' && now.via !== before;
    before = now.via;
    if (back && made === current) then();
  });
}

/** The list may have been made while this browser's socket was not yet there: then it calls its own person offline. */
async function refreshMe(made: Client): Promise<void> {
  const me = await made.rest.me().catch(() => null);
  if (!me || made !== current) return;
  rememberMe(me);
  world.set((old) => ({
    ...old,
    me,
    people: learn(old.people, [me]),
    presence: withStatuses(old.presence, [me]),
  }));
}

/** Says by which way the list came. */
export async function refreshConversations(): Promise<Method> {
  let way: Method = 'rest';
  await refresh(async (made) => {
    const { method, rooms } = await made.refreshRoomList();
    way = method;
    return rooms;
  }, true);
  return way;
}

export const refreshConversation = (id: number): Promise<void> =>
  refresh(async (made) => [await made.rest.conversation(id)], false);

async function refresh(
  ask: (made: Client) => Promise<readonly Conversation[]>,
  whole: boolean,
): Promise<void> {
  const made = client();
  const rooms = await takeIn(ask, (old, rooms) => withSnapshot(old, rooms, whole));
  if (made !== current) return;
  const { byId } = world.get().conversations;
  for (const one of rooms) if ((byId[one.id]?.role ?? null) !== null) made.join(one.id, one.last_seq);
}

/** So often something is asked for; the pauses between add up to half a minute at most. */
const mostTries = 6;

/** Takes an answer of the server into the world. What fails for the moment is asked for again while there is a way. */
export async function takeIn<T>(
  ask: (made: Client) => Promise<T>,
  take: (old: World, answer: T) => World,
): Promise<T> {
  const made = client();
  return takeSnapshot(
    made,
    () => persist(made, () => ask(made)),
    (answer, meanwhile) => {
      if (made !== current) return;
      world.set((old) => meanwhile.reduce((now, event) => apply(now, event), take(old, answer)));
    },
  );
}

async function persist<T>(made: Client, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (reason) {
      const { code, retryable, retryAfterMs } = asError(reason);
      const isHopeless = !retryable || code === 'unauthorized' || tries === mostTries;
      if (isHopeless || made !== current || made.connection.get().via === 'none') throw reason;
      await sleep(retryAfterMs ?? backoff(tries));
    }
  }
}

let waiting: ReturnType<typeof setTimeout> | null = null;

/** Without a socket nobody tells counts: they are asked for after something came, but not for each thing. */
export function refreshSoon(): void {
  waiting ??= setTimeout(() => {
    waiting = null;
    if (current) void refreshConversations().catch(() => undefined);
  }, 1500);
}

onEvent((event) => {
  switch (event.type) {
    case 'sent':
      ways.set(event.data.message.id, event.data.method);
      break;
    case 'new_message':
    case 'new_reply':
      if (current?.connection.get().via === 'rest') refreshSoon();
      break;
    case 'denied':
      refreshSoon();
      break;
    case 'channel_created':
      current?.join(event.data.channel.id, event.data.channel.last_seq);
      break;
    case 'member_joined':
      if (event.data.user_id === world.get().me.id) void refreshConversation(event.data.channel_id);
      break;
    case 'server_notice':
      toast(event.data.message);
      break;
    default:
  }
});

/** Runs what a person asked for; a refusal is told in their language. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (reason) {
    toast(t('unexpected', { reason: asError(reason).message }));
    return undefined;
  }
}

/** By which way each message of this page went; told on hover. */
export const ways = new Map<string, Method>();
