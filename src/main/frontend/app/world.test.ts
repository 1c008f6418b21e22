import type { Message, ParlanceEvent } from '@parlance/client';
import { describe, expect, it } from 'vitest';
import { emptyTimeline } from './messages/state';
import { alice, bob, conversation, event, loaded, message, participant, type Snapshot } from './testkit/said';
import { apply, newWorld, withSnapshot } from './world';

const one = message(1);
const two = message(2, { sender_id: alice.id, sender: alice, client_id: 'c2' });
const members = [participant(alice), participant(bob)];
const before: Snapshot = {
  rooms: [conversation({ last_seq: 2, last_message: two, last_activity_at: two.created_at })],
  messages: [one, two],
  members,
  thread: { parent: one, replies: [] },
};

/** The same server after the change, loaded anew. */
const after = (change: Partial<Snapshot>, room: Parameters<typeof conversation>[0] = {}): Snapshot => ({
  ...before,
  rooms: [conversation({ ...before.rooms[0], ...room })],
  ...change,
});

const three = message(3);
const edited = message(2, { ...two, content: 'better', edited_at: '2026-11-20T10:00:00Z', changed_seq: 3 });
const gone = message(1, { content: null, deleted: true, changed_seq: 3 });
const liked = message(1, { reactions: [{ emoji: '👍', count: 1, user_ids: [1] }], changed_seq: 3 });
const reply = message(3, { parent_id: 'm1' });
const answered = message(1, { reply_count: 1, last_reply_at: reply.created_at });
const parent = { id: 'm1', reply_count: 1, last_reply_at: reply.created_at };
const data = (more: object) => ({ channel_id: 7, seq: 3, ...more });
const newRoom = conversation({ id: 8, name: 'new' });
const renamed = conversation({ ...before.rooms[0], name: 'renamed' });
const reaction = { message_id: 'm1', user_id: 1, emoji: '👍' };

const claims: [string, ParlanceEvent, Snapshot, Snapshot?][] = [
  [
    'new_message',
    event({ type: 'new_message', data: data({ message: three, parent_id: null }) }),
    after(
      { messages: [one, two, three] },
      { last_seq: 3, last_message: three, last_activity_at: three.created_at },
    ),
  ],
  [
    'sent',
    event({ type: 'sent', data: { channel_id: 7, client_id: 'c3', method: 'rest', message: three } }),
    after(
      { messages: [one, two, three] },
      { last_seq: 3, last_message: three, last_activity_at: three.created_at },
    ),
  ],
  [
    'new_reply',
    event({ type: 'new_reply', data: data({ message: reply, parent_id: 'm1', parent }) }),
    after(
      { messages: [answered, two], thread: { parent: answered, replies: [reply] } },
      { last_seq: 3, last_activity_at: reply.created_at },
    ),
  ],
  [
    'message_updated',
    event({ type: 'message_updated', data: data({ message: edited }) }),
    after({ messages: [one, edited] }, { last_seq: 3, last_message: edited }),
  ],
  [
    'message_deleted',
    event({ type: 'message_deleted', data: data({ message_id: 'm1' }) }),
    after({ messages: [gone, two], thread: { parent: gone, replies: [] } }, { last_seq: 3 }),
  ],
  [
    'reaction_added',
    event({ type: 'reaction_added', data: data({ ...reaction, message: liked }) }),
    after({ messages: [liked, two], thread: { parent: liked, replies: [] } }, { last_seq: 3 }),
  ],
  [
    'reaction_removed',
    event({ type: 'reaction_removed', data: data({ ...reaction, message: message(1, { changed_seq: 3 }) }) }),
    after(
      {
        messages: [message(1, { changed_seq: 3 }), two],
        thread: { parent: message(1, { changed_seq: 3 }), replies: [] },
      },
      { last_seq: 3 },
    ),
    { ...before, messages: [message(1, { reactions: liked.reactions }), two] },
  ],
  [
    'channel_created',
    event({ type: 'channel_created', data: { channel: newRoom } }),
    { ...before, rooms: [...before.rooms, newRoom] },
  ],
  [
    'channel_updated',
    event({ type: 'channel_updated', data: { channel: renamed } }),
    after({ rooms: [renamed] }),
  ],
  [
    'member_joined',
    event({
      type: 'member_joined',
      data: {
        channel_id: 7,
        user_id: 3,
        channel: conversation({ ...before.rooms[0], participant_count: 3 }),
      },
    }),
    after({}, { participant_count: 3 }),
  ],
  [
    'member_left',
    event({
      type: 'member_left',
      data: {
        channel_id: 7,
        user_id: 2,
        channel: conversation({
          ...before.rooms[0],
          participant_count: 1,
          participants: [participant(alice)],
        }),
      },
    }),
    after({ members: [participant(alice)] }, { participant_count: 1, participants: [participant(alice)] }),
  ],
  [
    'unread_count_updated',
    event({ type: 'unread_count_updated', data: { channel_id: 7, count: 4, mentions: 1, last_read_seq: 1 } }),
    after({}, { unread_count: 4, mention_count: 1, last_read_seq: 1 }),
  ],
  [
    'read_receipt',
    event({ type: 'read_receipt', data: { channel_id: 7, user_id: 2, seq: 2 } }),
    after({ members: [participant(alice), participant(bob, { last_read_seq: 2 })] }),
  ],
];

describe('the old world and an event are the new snapshot', () => {
  it.each(claims)('%s', (_name, told, snapshot, start = before) => {
    const now = apply(loaded(start), told);
    const wanted = loaded(snapshot);
    expect(now.conversations).toEqual(wanted.conversations);
    expect(now.timelines).toEqual(wanted.timelines);
    expect(now.threads).toEqual(wanted.threads);
    expect(now.members).toEqual(wanted.members);
  });

  it('user_status', () => {
    const told = event({ type: 'user_status', data: { user_id: 2, status: 'busy', last_seen_at: null } });
    expect(apply(loaded(before), told).presence[2]?.status).toBe('busy');
  });

  // Whoever is in it again later begins with a page that has what was said meanwhile.
  it.each([
    event({ type: 'channel_deleted', data: { channel: before.rooms[0] } }),
    event({ type: 'denied', data: { channel_id: 7 } }),
  ])('$type leaves nothing behind', (told) => {
    const now = apply(loaded(before), told);
    expect([now.conversations.byId, now.timelines, now.members, now.threads]).toEqual([{}, {}, {}, {}]);
  });

  it('member_left of myself takes the conversation from the list', () => {
    const now = apply(loaded(before), event({ type: 'member_left', data: { channel_id: 7, user_id: 1 } }));
    expect(now.conversations.byId).toEqual({});
    expect([now.timelines, now.threads]).toEqual([{}, {}]);
  });

  it('user_typing ends by itself, by a word to the contrary, or with the message', () => {
    const typing = (is: boolean) =>
      event({ type: 'user_typing', data: { channel_id: 7, user_id: 2, username: 'bob', is_typing: is } });
    const started = apply(loaded(before), typing(true), 1000);
    expect(started.typing[7]).toMatchObject([{ user_id: 2 }]);
    expect(started.typing[7]?.[0]?.until).toBeGreaterThan(6000);
    expect(apply(started, typing(false), 1500).typing[7]).toEqual([]);
    expect(apply(started, claims[0]?.[1] ?? typing(false), 1500).typing[7]).toEqual([]);
  });
});

describe('a list of conversations', () => {
  const page = {
    messages: [one, two],
    replies: [],
    hasOlder: false,
    hasNewer: false,
    loading: null,
    failed: false,
  };

  it('takes, the first time, the place of pages that came before it: they may lack what came between', () => {
    const opened = { ...newWorld(alice), timelines: { 7: page } };
    expect(withSnapshot(opened, before.rooms, true).timelines).toEqual({});
  });

  it('leaves the pages alone later', () => {
    expect(withSnapshot(loaded(before), before.rooms, true).timelines).toEqual({ 7: page });
  });
});

describe('an event', () => {
  it('told twice changes nothing the second time', () => {
    for (const [, told] of claims) {
      const once = apply(loaded(before), told);
      expect(apply(once, told)).toEqual(once);
    }
  });

  it('that is older than what is known is dropped', () => {
    const world = loaded({ ...before, messages: [one, edited] });
    const late = event({ type: 'message_updated', data: data({ message: { ...two, content: 'old' } }) });
    expect(apply(world, late).timelines[7]?.messages[1]).toBe(edited);
  });

  it('of a message that was written and deleted while we were away leaves its place', () => {
    const told = event({
      type: 'message_deleted',
      data: data({ message_id: 'm3', message: { ...gone, id: 'm3', seq: 3 } }),
    });
    const there = apply(loaded(before), told).timelines[7]?.messages ?? [];
    expect(there[there.length - 1]).toMatchObject({ deleted: true, content: null });
  });

  it('of a reply that was deleted tells how many are left', () => {
    const told = event({
      type: 'message_deleted',
      data: data({ message_id: 'm3', parent: { ...parent, reply_count: 0, last_reply_at: null } }),
    });
    const world = apply(loaded({ ...before, messages: [answered, two] }), told);
    expect(world.timelines[7]?.messages[0]).toMatchObject({ reply_count: 0, last_reply_at: null });
  });

  it('that does not concern the world leaves the very same world', () => {
    const world = loaded(before);
    expect(apply(world, event({ type: 'joined', data: { channel_id: 7, last_seq: 2 } }))).toBe(world);
  });

  it('of the end is not put behind a part of the history', () => {
    const world = loaded(before);
    const old = world.timelines[7];
    const detached = { ...world, timelines: { 7: { ...(old as NonNullable<typeof old>), hasNewer: true } } };
    const told = event({ type: 'new_message', data: data({ message: three, parent_id: null }) });
    expect(apply(detached, told).timelines[7]?.messages).toHaveLength(2);
  });

  it('goes on from what is shown while another page is loaded, and not from nothing', () => {
    const told = event({ type: 'new_message', data: data({ message: three, parent_id: null }) });
    const world = loaded(before);
    const loading = (messages: Message[]) => {
      const page = { ...emptyTimeline, messages };
      return apply({ ...world, timelines: { 7: page } }, told).timelines[7]?.messages;
    };
    expect(loading([one, two])).toEqual([one, two, three]);
    expect(loading([])).toEqual([]);
  });

  it('is not taken for the beginning where the first page could not be loaded', () => {
    const told = event({ type: 'new_message', data: data({ message: three, parent_id: null }) });
    const page = { ...emptyTimeline, loading: null, failed: true };
    expect(apply({ ...loaded(before), timelines: { 7: page } }, told).timelines[7]?.messages).toEqual([]);
  });

  it('that comes before an earlier one is put where its seq says', () => {
    const late: Message = message(1);
    const world = loaded({ ...before, messages: [two] });
    const told = event({
      type: 'new_message',
      data: { channel_id: 7, seq: 1, parent_id: null, message: late },
    });
    expect(apply(world, told).timelines[7]?.messages.map((each) => each.id)).toEqual(['m1', 'm2']);
  });
});
