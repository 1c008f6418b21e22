// Keeps the page itself, so that it opens without a network; what is said in it lives on the server.
const cacheName = 'parlance-shell-1';

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().catch(() => undefined));
  self.skipWaiting();
});

/** The page and what it names: the first visit was not seen from here, and may be the only one with a network. */
async function keepShell() {
  const answer = await fetch('/');
  const html = await answer.clone().text();
  const cache = await caches.open(cacheName);
  await cache.addAll([...html.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path));
  if (answer.ok) await cache.put('/', answer);
}

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

/** In the page that is there, if there is one: it goes to what it is told without being loaded anew. */
async function show(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find((one) => one.visibilityState === 'visible') ?? pages[0];
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ open: path });
  return page.focus();
}

/** The newest page that can be had. */
async function page(request) {
  const cache = await caches.open(cacheName);
  try {
    const answer = await fetch(request);
    const html = answer.headers.get('Content-Type')?.startsWith('text/html');
    if (answer.ok && html && new URL(request.url).pathname.match(/^\/($|c\/)/)) {
      await cache.put('/', answer.clone());
    }
    return answer;
  } catch (reason) {
    const kept = await cache.match('/');
    if (kept) return kept;
    throw reason;
  }
}

/** Assets carry a hash in their names and never change. */
async function asset(request) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
