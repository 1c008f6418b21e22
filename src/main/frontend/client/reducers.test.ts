import { describe, expect, it } from 'vitest';
import type { ParlanceEvent } from './events.ts';
import type { Conversation, Message } from './model.ts';
import { applyToRooms, type Rooms } from './rooms.ts';
import { takeSnapshot } from './snapshot.ts';
import { messageOf } from './testkit/fake-server.ts';
import { applyToTimeline, emptyTimeline, withPage, type Timeline } from './timeline.ts';

// The claim: the old state and the events are the new snapshot, in any order and however often.

const first = messageOf(5, 1, 'one');
const second = messageOf(5, 2, 'two');
const log = (type: string, message: Message, more: object = {}) =>
  ({
    type,
    data: { channel_id: 5, message, message_id: message.id, seq: message.changed_seq, ...more },
  }) as ParlanceEvent;
const timelineOf = (...messages: Message[]): Timeline => ({
  channel_id: 5,
  messages,
  has_older: false,
  has_newer: false,
});
const page = (items: Message[], has_more = false) => ({ items, next_cursor: null, limit: 50, has_more });

const edited = { ...first, changed_seq: 3, content: 'one!' };
const reacted = { ...first, changed_seq: 4, reactions: [{ emoji: '👍', count: 1, user_ids: [2] }] };
const gone = { ...first, changed_seq: 5, content: null, deleted: true };
const reply = { ...messageOf(5, 3, 'reply'), parent_id: first.id };
const goneReply = { ...reply, changed_seq: 5, content: null, deleted: true };
const parent = { id: first.id, reply_count: 1, last_reply_at: 'then' };

const changes: [string, ParlanceEvent[], Message[]][] = [
  ['new_message', [log('new_message', second, { parent_id: null })], [first, second]],
  [
    'new_reply',
    [log('new_reply', reply, { parent_id: first.id, parent })],
    [{ ...first, reply_count: 1, last_reply_at: 'then' }, reply],
  ],
  ['message_updated', [log('message_updated', edited)], [edited]],
  ['message_deleted', [log('message_deleted', gone)], [gone]],
  [
    'message_deleted of a reply',
    [
      log('new_reply', reply, { parent_id: first.id, parent }),
      log('message_deleted', goneReply, { parent: { ...parent, reply_count: 0, last_reply_at: null } }),
    ],
    [first, goneReply],
  ],
  [
    'message_deleted without the message',
    [{ type: 'message_deleted', data: { channel_id: 5, message_id: first.id, seq: 5 } }],
    [gone],
  ],
  ['reaction_added', [log('reaction_added', reacted)], [reacted]],
  [
    'reaction_removed',
    [log('reaction_removed', { ...first, changed_seq: 6 })],
    [{ ...first, changed_seq: 6 }],
  ],
  [
    'sent',
    [{ type: 'sent', data: { channel_id: 5, client_id: 'x', method: 'rest', message: second } }],
    [first, second],
  ],
  ['an old version after a new one', [log('message_updated', edited), log('new_message', first)], [edited]],
  [
    'the later before the earlier',
    [log('new_message', messageOf(5, 3, 'three')), log('new_message', second)],
    [first, second, messageOf(5, 3, 'three')],
  ],
];

describe('the timeline', () => {
  it.each(changes)('%s', (_name, events, after) => {
    const once = events.reduce(applyToTimeline, timelineOf(first));
    expect(once.messages).toEqual(after);
    expect(events.reduce(applyToTimeline, once).messages).toEqual(after);
  });

  it('takes pages at both ends and leaves no hole between', () => {
    const latest = withPage(emptyTimeline(5), page([messageOf(5, 7, 'seven')], true), 'latest');
    expect(latest.has_older).toBe(true);
    expect(applyToTimeline(latest, log('message_updated', { ...first, changed_seq: 8 }))).toEqual(latest);
    const all = withPage(latest, page([first, second]), 'older');
    expect(all.messages.map((one) => one.seq)).toEqual([1, 2, 7]);
    expect(all.has_older).toBe(false);
  });

  it('has what was told while its page was on its way', async () => {
    const listeners = new Set<(event: ParlanceEvent) => void>();
    const tell = (event: ParlanceEvent) => listeners.forEach((listener) => listener(event));
    const onEvent = (listener: (event: ParlanceEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    let timeline = emptyTimeline(5);
    const asked = takeSnapshot(
      { onEvent },
      () => Promise.resolve(page([first])),
      (answer, meanwhile) =>
        (timeline = meanwhile.reduce(applyToTimeline, withPage(timeline, answer, 'latest'))),
    );
    tell(log('new_message', second));
    tell(log('message_updated', edited));
    await asked;
    expect(timeline.messages).toEqual([edited, second]);
    expect(listeners.size).toBe(0);
  });

  it('shows nothing new while its end is in the past', () => {
    const past = { ...timelineOf(first), has_newer: true };
    expect(applyToTimeline(past, log('new_message', second)).messages).toEqual([first]);
  });
});

const room = (id: number, more: Partial<Conversation> = {}): Conversation =>
  ({
    id,
    kind: 'public',
    name: `c${id}`,
    created_at: '2026-11-01T00:00:00Z',
    last_activity_at: `2026-11-0${id}T00:00:00Z`,
    last_seq: 0,
    participant_count: 2,
    participants: [{ user_id: 2, username: 'bob', name: 'Bob', role: 'member' }],
    role: 'member',
    unread_count: 4,
    last_message: null,
    ...more,
  }) as Conversation;
const rooms: Rooms = [room(6), room(5)];
const apply = (event: ParlanceEvent, state = rooms) => applyToRooms(state, event, 1);

describe('the list of conversations', () => {
  it('moves up what was written to', () => {
    const after = apply(log('new_message', second));
    expect(after.map(({ id }) => id)).toEqual([5, 6]);
    expect(after[0]).toMatchObject({ last_message: second, last_seq: 2 });
  });

  it('shows the present state of the last message', () => {
    const written = apply(log('new_message', first));
    expect(apply(log('message_updated', edited), written)[0]?.last_message).toEqual(edited);
    expect(apply(log('message_deleted', gone), written)[0]?.last_message?.deleted).toBe(true);
  });

  it('takes the counts as they are told', () => {
    const data = { channel_id: 5, count: 0, mentions: 0, last_read_seq: 9 };
    expect(apply({ type: 'unread_count_updated', data })[1]).toMatchObject({
      unread_count: 0,
      last_read_seq: 9,
    });
  });

  it('adds, changes and removes conversations', () => {
    expect(apply({ type: 'channel_created', data: { channel: room(7) } }).map(({ id }) => id)).toEqual([
      7, 6, 5,
    ]);
    const channel = room(5, { name: 'new', role: 'moderator', unread_count: 1 });
    expect(apply({ type: 'channel_updated', data: { channel } })[1]).toMatchObject({
      name: 'new',
      role: 'moderator',
      unread_count: 1,
    });
    expect(apply({ type: 'channel_deleted', data: { channel } }).map(({ id }) => id)).toEqual([6]);
  });

  it('follows who comes and goes', () => {
    const leave = (user: number): ParlanceEvent => ({
      type: 'member_left',
      data: { channel_id: 5, user_id: user },
    });
    expect(apply(leave(2))[1]).toMatchObject({ participant_count: 1, participants: [] });
    expect(apply(leave(1)).map(({ id }) => id)).toEqual([6]);
    const join: ParlanceEvent = {
      type: 'member_joined',
      data: { channel_id: 5, user_id: 2, role: 'moderator' },
    };
    expect(apply(join)[1]?.participants[0]?.role).toBe('moderator');
  });

  it('knows who is there and who has read what', () => {
    const status: ParlanceEvent = {
      type: 'user_status',
      data: { user_id: 2, status: 'away', last_seen_at: null },
    };
    expect(apply(status)[0]?.participants[0]?.status).toBe('away');
    const read: ParlanceEvent = { type: 'read_receipt', data: { channel_id: 5, user_id: 2, seq: 9 } };
    expect(apply(read)[1]?.participants[0]?.last_read_seq).toBe(9);
  });
});
