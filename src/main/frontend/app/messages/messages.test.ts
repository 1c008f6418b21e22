import type { OutboxEntry } from '@parlance/client';
import { describe, expect, it } from 'vitest';
import { message } from '../testkit/said';
import { asked, completed, offerEmoji, offerPeople } from './completion';
import { rowsOf } from './rows';
import { emptyTimeline, withPage } from './state';

const entry: OutboxEntry = {
  client_id: 'c9',
  channel_id: 7,
  content: 'soon',
  reply_to: null,
  created_at: '2026-11-20T09:01:00Z',
  state: 'pending',
};
const view = { entries: [], me: 1, atStart: false, readTo: null };

describe('rows', () => {
  it('group what one author says in a breath', () => {
    const rows = rowsOf({ ...view, messages: [message(1), message(2)] });
    expect(rows.map((row) => (row.kind === 'message' ? row.first : row.kind))).toEqual(['day', true, false]);
  });

  it('put the line before the first one that was not read', () => {
    const rows = rowsOf({ ...view, messages: [message(1), message(2), message(3)], readTo: 1 });
    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'new', 'message', 'message']);
  });

  it('put the line of a new day before the one that calls it new', () => {
    const next = message(2, { created_at: '2026-11-21T12:00:00Z' });
    const rows = rowsOf({ ...view, messages: [message(1), next], readTo: 1 });
    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'day', 'new', 'message']);
  });

  it('tell of a reply that was not read, in its place and below the line', () => {
    const replies = [message(2), message(4), message(5, { sender_id: 1 }), message(6, { deleted: true })];
    const messages = [message(1), message(3), message(7)];
    const shown = (readTo: number | null) =>
      rowsOf({ ...view, messages, replies, readTo }).map((row) =>
        'message' in row ? row.message.seq : row.kind,
      );
    expect(shown(3)).toEqual(['day', 1, 3, 'new', 4, 7]);
    expect(shown(null)).toEqual(['day', 1, 3, 7]);
  });

  it('do not call my own messages new', () => {
    const rows = rowsOf({ ...view, messages: [message(2, { sender_id: 1 })], readTo: 1 });
    expect(rows.some((row) => row.kind === 'new')).toBe(false);
  });

  it('keep the key from pending to acknowledged, and show it once', () => {
    const pending = rowsOf({ ...view, messages: [], entries: [entry] });
    const sent = message(3, { sender_id: 1, client_id: 'c9', created_at: entry.created_at });
    const both = rowsOf({ ...view, messages: [sent], entries: [entry] });
    expect(pending.map((row) => row.key)).toEqual(both.map((row) => row.key));
    expect(both.filter((row) => row.kind === 'pending')).toEqual([]);
  });
});

describe('a page', () => {
  it('keeps what events brought while it was on its way', () => {
    const timeline = { ...emptyTimeline, messages: [message(9)] };
    const got = withPage(timeline, 'first', [message(7), message(8)], true);
    expect(got.messages.map((one) => one.seq)).toEqual([7, 8, 9]);
    expect(got).toMatchObject({ hasOlder: true, hasNewer: false, loading: null });
  });

  it('leaves replies to their threads', () => {
    const got = withPage(emptyTimeline, 'first', [message(1), message(2, { parent_id: 'm1' })], false);
    expect(got.messages.map((one) => one.seq)).toEqual([1]);
  });
});

describe('completion', () => {
  const people = [
    { id: 2, username: 'bob', name: 'Bob Brandt' },
    { id: 3, username: 'dave', name: 'Dave Dubois' },
    { id: 4, username: 'brandy', name: 'Erin' },
  ];

  it.each([
    ['Hi @bo', { sigil: '@', word: 'bo', at: 3 }],
    ['me@bo', null],
    [':t', null],
    [':ta', { sigil: ':', word: 'ta', at: 0 }],
    ['at 10:30', null],
    ['(#gen', { sigil: '#', word: 'gen', at: 1 }],
  ])('of "%s"', (text, expected) => expect(asked(text, text.length)).toEqual(expected));

  it('offers beginnings first', () => {
    expect(offerPeople('br', people, 1).map((one) => one.insert)).toEqual(['@brandy', '@bob']);
    expect(offerPeople('bob', people, 2)).toEqual([]);
    expect(offerEmoji('tad', [{ emoji: '🎉', name: 'tada' }])[0]?.insert).toBe('🎉');
  });

  it('goes on behind what it put in', () => {
    const ask = asked('Hi @bo!', 6);
    expect(ask && completed('Hi @bo!', 6, ask, { insert: '@bob', label: '' })).toEqual({
      text: 'Hi @bob !',
      caret: 8,
    });
  });
});
