import { afterEach, expect, it, vi } from 'vitest';
import '../public/sw.js';

/** What the worker does at a click on what it has shown; the window stands in for its global scope. */
async function click(pages: object[]) {
  const clients = { matchAll: () => Promise.resolve(pages), openWindow: vi.fn() };
  vi.stubGlobal('clients', clients);
  const notification = { data: '/c/7/m1', close: vi.fn() };
  const waits: Promise<unknown>[] = [];
  const waitUntil = (one: Promise<unknown>) => void waits.push(one);
  dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil }));
  await Promise.all(waits);
  expect(notification.close).toHaveBeenCalled();
  return clients;
}

afterEach(() => vi.unstubAllGlobals());

it('a click opens the message in the page that is there', async () => {
  const page = { visibilityState: 'hidden', postMessage: vi.fn(), focus: vi.fn() };
  const { openWindow } = await click([page]);
  expect(page.postMessage).toHaveBeenCalledWith({ open: '/c/7/m1' });
  expect(page.focus).toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
});

it('a click opens a page where there is none', async () => {
  const { openWindow } = await click([]);
  expect(openWindow).toHaveBeenCalledWith('/c/7/m1');
});
