import type { ConnectionStatus, Message, OutboxEntry } from '@parlance/client';
import { linked } from './linked.ts';
import type { Texts } from './texts.ts';

export interface View {
  state: 'signed_out' | 'loading' | 'ready' | 'denied';
  status: ConnectionStatus | null;
  messages: readonly Message[];
  hasOlder: boolean;
  entries: readonly OutboxEntry[];
  me: number | null;
}

export interface Actions {
  send: (text: string) => void;
  older: () => void;
  retry: (clientId: string) => void;
  discard: (clientId: string) => void;
  tryNow: () => void;
  typing: () => void;
}

/** Builds the frame once; the answer draws a state into it. Text goes in as text nodes only. */
export function render(root: ShadowRoot, texts: Texts, actions: Actions): (view: View) => void {
  const banner = element('div', { class: 'banner', role: 'status' });
  const list = element('ol', { class: 'log', role: 'log', 'aria-label': texts.messages, tabindex: '0' });
  const box = element('textarea', { rows: '1', 'aria-label': texts.write, placeholder: texts.write });
  const button = element('button', { type: 'submit' }, texts.send);
  const form = element('form', {}, box, button);
  root.replaceChildren(banner, list, form);
  const rows = new Map<string, { row: HTMLElement; version: string }>();

  const submit = () => {
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    actions.send(text);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener('keydown', (event) => {
    // While an input method composes, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  box.addEventListener('input', () => {
    if (box.value) actions.typing();
  });
  list.addEventListener('scroll', () => {
    if (list.scrollTop < 200) actions.older();
  });

  return (view) => {
    drawBanner(banner, view, texts, actions);
    box.disabled = button.disabled = view.state === 'denied' || view.state === 'signed_out';
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    const fromEnd = list.scrollHeight - list.scrollTop;
    const wanted = rowsOf(view, texts, actions);
    const before = list.firstElementChild;
    place(list, rows, wanted);
    if (isAtEnd) list.scrollTop = list.scrollHeight;
    else if (before !== list.firstElementChild) list.scrollTop = list.scrollHeight - fromEnd;
  };
}

interface Row {
  key: string;
  version: string;
  build: () => HTMLElement;
}

function rowsOf(view: View, texts: Texts, actions: Actions): Row[] {
  if (view.state === 'denied') return [note('denied', texts.denied)];
  if (view.state === 'signed_out') return [note('signed_out', texts.signIn)];
  const acknowledged = new Set(view.messages.map((message) => message.client_id));
  const rows = view.messages.map((message): Row => ({
    key: message.client_id !== null && message.sender_id === view.me ? message.client_id : message.id,
    version: `${message.changed_seq}`,
    build: () => messageRow(message, message.sender_id === view.me, texts),
  }));
  for (const entry of view.entries) {
    if (acknowledged.has(entry.client_id)) continue;
    rows.push({ key: entry.client_id, version: entry.state, build: () => entryRow(entry, texts, actions) });
  }
  if (rows.length === 0 && view.state === 'ready') rows.push(note('empty', texts.empty));
  if (view.state === 'loading' && rows.length === 0) rows.push(note('loading', texts.loading));
  return rows;
}

const note = (key: string, text: string): Row => ({
  key: `note ${key}`,
  version: '',
  build: () => element('li', { class: 'note' }, text),
});

function messageRow(message: Message, isMine: boolean, texts: Texts): HTMLElement {
  const time = new Date(message.created_at);
  const head = element(
    'div',
    { class: 'head' },
    element('span', { class: 'name' }, message.sender.name),
    element('time', { datetime: message.created_at, title: time.toLocaleString() }, clock(time)),
    message.edited_at !== null && !message.deleted ? element('span', { class: 'edited' }, texts.edited) : '',
  );
  const body = message.deleted
    ? element('div', { class: 'gone' }, texts.deleted)
    : element('div', { class: 'body' }, ...linked(message.content ?? ''));
  const reactions = message.reactions.map(({ emoji, count }) =>
    element('span', { class: 'reaction' }, `${emoji} ${count}`),
  );
  return element('li', { class: isMine ? 'mine' : '', part: 'message' }, head, body, ...reactions);
}

function entryRow(entry: OutboxEntry, texts: Texts, actions: Actions): HTMLElement {
  const body = element('div', { class: 'body' }, ...linked(entry.content));
  if (entry.state === 'pending')
    return element('li', { class: 'mine pending' }, element('div', { class: 'head' }, texts.sending), body);
  const retry = element('button', { type: 'button' }, texts.retry);
  retry.addEventListener('click', () => actions.retry(entry.client_id));
  const discard = element('button', { type: 'button' }, texts.discard);
  discard.addEventListener('click', () => actions.discard(entry.client_id));
  const why = element('div', { class: 'head' }, `${texts.failed} ${entry.error?.message ?? ''}`);
  return element('li', { class: 'mine failed' }, why, body, retry, discard);
}

function drawBanner(banner: HTMLElement, { status, state }: View, texts: Texts, actions: Actions): void {
  const kind = !status || status.state === 'connected' || state === 'signed_out' ? '' : status.state;
  const text =
    kind === '' || !status ? '' : status.reason === 'sign_in_needed' ? texts.signIn : texts[status.state];
  if (banner.dataset['state'] === kind && banner.firstChild?.textContent === text) return;
  banner.dataset['state'] = kind;
  const tryNow = element('button', { type: 'button' }, texts.tryNow);
  tryNow.addEventListener('click', () => actions.tryNow());
  banner.replaceChildren(text, ...(kind === '' || kind === 'connecting' ? [] : [tryNow]));
}

/** Keeps the rows that have not changed, so that reading and selecting are not disturbed. */
function place(
  list: HTMLElement,
  rows: Map<string, { row: HTMLElement; version: string }>,
  wanted: Row[],
): void {
  const keys = new Set(wanted.map(({ key }) => key));
  for (const [key, { row }] of rows) {
    if (keys.has(key)) continue;
    row.remove();
    rows.delete(key);
  }
  let next = list.firstElementChild;
  for (const { key, version, build } of wanted) {
    let kept = rows.get(key);
    if (kept?.version !== version) {
      const row = build();
      if (kept) {
        if (next === kept.row) next = row;
        kept.row.replaceWith(row);
      }
      rows.set(key, (kept = { row, version }));
    }
    if (kept.row === next) next = next.nextElementSibling;
    else list.insertBefore(kept.row, next);
  }
}

const clock = (time: Date) => time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== '') made.setAttribute(key, value);
  made.append(...children);
  return made;
}
