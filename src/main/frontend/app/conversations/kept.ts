import type { Conversation } from '@parlance/client';
import { learn } from '../people/state';
import { world, type World } from '../world';
import { isChannel } from './names';
import type { Conversations } from './state';

/** The list as it was last seen, so that a page that opens without a way to the server shows where one was talking. */
interface Kept {
  me: number;
  rooms: Conversation[];
}

const key = 'parlance.conversations';
/** The list may change with each message: it is written in a pause, and when the page goes. */
const pause = 2000;
/** Those of these that something happened in last; who has more finds the others with the server. */
const most = 200;

export function keepConversations(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let conversations: Conversations | null = null;
  const write = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    keep(world.get());
  };
  const off = world.subscribe(() => {
    const now = world.get().conversations;
    if (now === conversations) return;
    conversations = now;
    timer ??= setTimeout(write, pause);
  });
  addEventListener('pagehide', write);
  return () => {
    write();
    off();
    removeEventListener('pagehide', write);
  };
}

function keep({ me, conversations: { byId, loaded } }: World): void {
  if (!loaded) return;
  const rooms = Object.values(byId)
    .filter((one) => one.role !== null)
    .sort((a, b) => (b.last_activity_at ?? '').localeCompare(a.last_activity_at ?? ''))
    .slice(0, most)
    .map(bare);
  try {
    localStorage.setItem(key, JSON.stringify({ me: me.id, rooms } satisfies Kept));
  } catch {
    // Storage is full or forbidden: without a way to the server the list stays empty.
  }
}

/** No text of any message, and of the people only those whose names the list shows. */
function bare(one: Conversation): Conversation {
  const named = isChannel(one) ? [] : one.participants;
  const participants = named.map(({ user_id, username, name, role }) => ({ user_id, username, name, role }));
  return { ...one, participants, topic: null, last_message: null };
}

/** What is shown until the server's own list comes and takes its place. */
export function withKept(old: World): World {
  const rooms = kept(old.me.id);
  const byId = Object.fromEntries(rooms.map((one) => [one.id, one]));
  return {
    ...old,
    people: learn(
      old.people,
      rooms.flatMap((one) => one.participants),
    ),
    conversations: { byId, loaded: false },
  };
}

function kept(me: number): Conversation[] {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return found?.me === me ? found.rooms : [];
  } catch {
    return [];
  }
}

export const forgetConversations = (): void => localStorage.removeItem(key);
