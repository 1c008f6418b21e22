import type { Message } from '@parlance/client';
import { calledOf, isChannel } from '../conversations/names';
import { currentRoute, go, parseRoute, pathOf } from '../ground/route';
import { settings } from '../ground/settings';
import { onEvent } from '../live';
import { plain } from '../messages/markdown/plain';
import { looking } from '../readstate/reading';
import { world } from '../world';
import { isEnough, isQuiet } from './wanted';

/** Only one tab of the browser notifies: the one that holds this lock. Others wait for it. Without TLS there is none. */
const lock = 'parlance.notify';
const openIn = new BroadcastChannel('parlance.looking');

/** What a tab says that looks at no conversation any more. */
const nowhere = 0;

let leading = false;
let elsewhere: { channel: number; at: number } | null = null;

export function startNotifying(): () => void {
  const end = new AbortController();
  lead(end.signal);
  openIn.onmessage = (event: MessageEvent<number>) => {
    elsewhere = event.data === nowhere ? null : { channel: event.data, at: Date.now() };
  };
  const tell = () => {
    const route = currentRoute();
    if (looking() && route.page === 'conversation') openIn.postMessage(route.id);
  };
  const leave = () => openIn.postMessage(nowhere);
  addEventListener('pagehide', leave);
  const timer = setInterval(tell, 3000);
  workers()?.addEventListener('message', follow);
  const off = onEvent((event) => {
    if (event.type === 'new_message' || event.type === 'new_reply') consider(event.data.message);
  });
  return () => {
    end.abort();
    leading = false;
    clearInterval(timer);
    removeEventListener('pagehide', leave);
    workers()?.removeEventListener('message', follow);
    off();
  };
}

function lead(signal: AbortSignal): void {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks) {
    leading = true;
    return;
  }
  const held = () => {
    if (signal.aborted) return undefined;
    leading = true;
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  locks.request(lock, { signal }, held).catch(() => undefined);
}

const workers = () => (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;

/** A click on what the service worker has shown (see sw.js). */
function follow({ data }: MessageEvent<{ open?: string }>): void {
  if (data.open !== undefined) go(parseRoute(new URL(data.open, location.origin)));
}

function consider(message: Message): void {
  if (!leading || !wanted(message)) return;
  const one = world.get().conversations.byId[message.channel_id];
  if (!one) return;
  const me = world.get().me.id;
  const title = isChannel(one) ? `${message.sender.name} – ${calledOf(one, me)}` : message.sender.name;
  show(title, message);
}

function show(title: string, { id, channel_id, content }: Message): void {
  const body = plain(content ?? '').slice(0, 200);
  const options = { body, tag: id, icon: '/icon-192.png' };
  const route = { page: 'conversation', id: channel_id, message: id, pane: null } as const;
  try {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      go(route);
      shown.close();
    };
  } catch {
    // Chrome on Android leaves it to the service worker, which answers the click, too.
    void workers()?.ready.then((worker) =>
      worker.showNotification(title, { ...options, data: pathOf(route) }),
    );
  }
}

function wanted(message: Message): boolean {
  const { notify, levels, muted, quiet } = settings.get();
  const { me, presence } = world.get();
  const channel = message.channel_id;
  if (!notify || message.sender_id === me.id || !('Notification' in globalThis)) return false;
  if (Notification.permission !== 'granted' || muted[channel] || isQuiet(quiet, new Date())) return false;
  if (presence[me.id]?.status === 'busy' || seenNow(channel)) return false;
  return isEnough(levels[channel] ?? 'all', message, me.id);
}

function seenNow(channel: number): boolean {
  const route = currentRoute();
  if (looking() && route.page === 'conversation' && route.id === channel) return true;
  return elsewhere !== null && elsewhere.channel === channel && Date.now() - elsewhere.at < 5000;
}
