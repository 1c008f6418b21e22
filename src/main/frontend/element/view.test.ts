import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message, OutboxEntry } from '@parlance/client';
import { messageOf } from '../client/testkit/fake-server.ts';
import { linked } from './linked.ts';
import { textsFor } from './texts.ts';
import { render, type Actions, type View } from './view.ts';

const texts = textsFor('en');
let root: ShadowRoot;
let draw: (view: View) => void;
let actions: { [K in keyof Actions]: ReturnType<typeof vi.fn<Actions[K]>> };

const view = (more: Partial<View> = {}): View => ({
  state: 'ready',
  status: null,
  messages: [],
  hasOlder: false,
  entries: [],
  me: 1,
  ...more,
});
const entry = (more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  client_id: 'x',
  channel_id: 5,
  content: 'unsent',
  reply_to: null,
  created_at: '2026-11-20T10:00:00Z',
  state: 'pending',
  ...more,
});
const rows = () => [...root.querySelectorAll('li')];
const box = () => root.querySelector('textarea')!;
const press = (init: KeyboardEventInit) =>
  box().dispatchEvent(new KeyboardEvent('keydown', { cancelable: true, ...init }));

beforeEach(() => {
  root = document.createElement('div').attachShadow({ mode: 'open' });
  actions = {
    send: vi.fn(),
    older: vi.fn(),
    retry: vi.fn(),
    discard: vi.fn(),
    tryNow: vi.fn(),
    typing: vi.fn(),
  };
  draw = render(root, texts, actions);
});

describe('what is shown', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "javascript:alert('x')",
    '[x](javascript:alert(1))',
    'https://a.example/"onmouseover="alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
  ])('stays text: %s', (text) => {
    const message: Message = { ...messageOf(5, 1, text), sender: { id: 2, username: text, name: text } };
    draw(view({ messages: [message] }));
    const body = root.querySelector('.body')!;
    expect(body.textContent).toBe(text);
    expect(root.querySelector('.name')!.textContent).toBe(text);
    expect(root.querySelectorAll('script, img, svg, [onerror], [onmouseover]')).toHaveLength(0);
    for (const a of root.querySelectorAll('a')) expect(a.protocol).toMatch(/^https?:$/);
  });

  it('makes links of web addresses, and leaves the full stop outside', () => {
    const parts = linked('See https://a.example/b?c=d. Bye');
    expect(parts.map((part) => (typeof part === 'string' ? part : (part as HTMLAnchorElement).href))).toEqual(
      ['See ', 'https://a.example/b?c=d', '. Bye'],
    );
  });

  it('keeps the row of a message from sending to acknowledged', () => {
    draw(view({ entries: [entry()] }));
    expect(rows()[0]?.className).toContain('pending');
    draw(view({ messages: [messageOf(5, 1, 'unsent', 1, 'x')], entries: [entry()] }));
    expect(rows()).toHaveLength(1);
    expect(rows()[0]?.className).toBe('mine');
  });

  it('does not build again what has not changed', () => {
    const [one, two] = [messageOf(5, 1, 'one'), messageOf(5, 2, 'two')];
    draw(view({ messages: [two] }));
    const before = rows()[0];
    draw(view({ messages: [one, two] }));
    expect(rows()[1]).toBe(before);
    draw(view({ messages: [one, { ...two, changed_seq: 3, content: 'two!' }] }));
    expect(rows().map((row) => row.querySelector('.body')?.textContent)).toEqual(['one', 'two!']);
  });

  it('offers to retry or discard what failed', () => {
    draw(view({ entries: [entry({ state: 'failed', error: { code: 'read_only', message: 'No' } })] }));
    const [retry, discard] = rows()[0]!.querySelectorAll('button');
    retry!.click();
    discard!.click();
    expect(actions.retry).toHaveBeenCalledWith('x');
    expect(actions.discard).toHaveBeenCalledWith('x');
  });

  it('tells no difference between no access and no such conversation', () => {
    draw(view({ state: 'denied' }));
    expect(rows()[0]?.textContent).toBe(texts.denied);
    expect(box().disabled).toBe(true);
  });
});

describe('writing', () => {
  it('sends with Enter, breaks the line with Shift+Enter, leaves Enter to an input method', () => {
    box().value = 'hello';
    press({ key: 'Enter', shiftKey: true });
    press({ key: 'Enter', isComposing: true });
    expect(actions.send).not.toHaveBeenCalled();
    press({ key: 'Enter' });
    expect(actions.send).toHaveBeenCalledExactlyOnceWith('hello');
    expect(box().value).toBe('');
  });
});
