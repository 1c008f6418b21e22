import { createStore, useStore } from './store';

/** What stands beside the conversation. It is part of the address, so that going back closes it. */
export type Pane = { kind: 'thread'; id: string; reply?: string } | { kind: 'about' } | null;

export type Route =
  | { page: 'home' }
  | { page: 'conversation'; id: number; message: string | null; pane: Pane }
  | { page: 'gifts' };

export function parseRoute(url: { pathname: string; search: string }): Route {
  const found = /^\/c\/(\d{1,15})(?:\/([\w-]{1,64}))?\/?$/.exec(url.pathname);
  if (found)
    return {
      page: 'conversation',
      id: Number(found[1]),
      message: found[2] ?? null,
      pane: parsePane(url.search),
    };
  if (/^\/gifts\/?$/.test(url.pathname)) return { page: 'gifts' };
  return { page: 'home' };
}

const isId = (text: string) => /^[\w-]{1,64}$/.test(text);

function parsePane(search: string): Pane {
  const query = new URLSearchParams(search);
  const thread = query.get('thread');
  const reply = query.get('reply');
  if (thread && isId(thread))
    return reply && isId(reply) ? { kind: 'thread', id: thread, reply } : { kind: 'thread', id: thread };
  return query.has('about') ? { kind: 'about' } : null;
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'home':
      return '/';
    case 'gifts':
      return '/gifts';
    case 'conversation':
      return `/c/${route.id}${route.message ? `/${route.message}` : ''}${searchOf(route.pane)}`;
  }
}

function searchOf(pane: Pane): string {
  switch (pane?.kind) {
    case 'thread':
      return `?thread=${pane.id}${pane.reply ? `&reply=${pane.reply}` : ''}`;
    case 'about':
      return '?about';
    default:
      return '';
  }
}

const routes = createStore<Route>(parseRoute(location));

addEventListener('popstate', () => routes.set(parseRoute(location)));

export function go(route: Route, how: 'push' | 'replace' = 'push'): void {
  const path = pathOf(route);
  if (how === 'replace' || path === location.pathname + location.search) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  routes.set(route);
}

export function goTo(id: number, message: string | null = null): void {
  go({ page: 'conversation', id, message, pane: null });
}

export function openPane(pane: Pane): void {
  const route = routes.get();
  if (route.page === 'conversation') go({ ...route, pane });
}

/** The message that the address names was left. */
export function unmark(): void {
  const route = routes.get();
  if (route.page === 'conversation' && route.message) go({ ...route, message: null }, 'replace');
}

export const currentRoute = (): Route => routes.get();

export const useRoute = (): Route => useStore(routes, (route) => route);

/** A link of the page's own is followed without a reload; with a modifier key the browser does what it always does. */
export function followLink(event: React.MouseEvent<HTMLAnchorElement>): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(parseRoute(new URL(event.currentTarget.href)));
}
