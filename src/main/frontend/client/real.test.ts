import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Client } from './client.ts';
import { isLogEvent, isStateEvent, seqOf, type ParlanceEvent } from './events.ts';
import type { Message, User } from './model.ts';
import type { ServerFrame } from './protocol.ts';
import { emptyTimeline, applyToTimeline, withPage, type Timeline } from './timeline.ts';
import { uuid } from './uuid.ts';

// Against a real server with the demo people, where one is named:
//   PARLANCE_URL=http://127.0.0.1:9000 NODE_OPTIONS=--experimental-websocket npx vitest run client/real

const base = process.env['PARLANCE_URL'] ?? '';
const patience = { timeout: 8_000, interval: 20 };
const sockets: WebSocket[] = [];
const frames: ServerFrame[] = [];
let socketsWork = true;

interface Someone {
  client: Client;
  user: User;
  token: string;
  events: ParlanceEvent[];
  view: Timeline;
}

async function someone(username: string): Promise<Someone> {
  const response = await fetch(`${base}/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  const { data } = (await response.json()) as { data: { access_token: string; user: User } };
  const client = new Client({
    baseUrl: base,
    shared: false,
    token: () => Promise.resolve(data.access_token),
  });
  const one: Someone = {
    client,
    user: data.user,
    token: data.access_token,
    events: [],
    view: emptyTimeline(0),
  };
  client.onEvent((event) => {
    one.events.push(event);
    one.view = applyToTimeline(one.view, event);
  });
  return one;
}

const contents = ({ events }: Someone) =>
  events.flatMap((one) =>
    one.type === 'new_message' || one.type === 'new_reply' ? [one.data.message.content] : [],
  );
const has = (who: Someone, type: string, match: object = {}) =>
  vi.waitFor(
    () =>
      expect(who.events).toContainEqual(
        expect.objectContaining({ type, data: expect.objectContaining(match) as object }),
      ),
    patience,
  );

describe.skipIf(base === '')('a real server', () => {
  let alice: Someone;
  let bob: Someone;
  let channel: number;

  const snapshot = async (who: Someone) => (await who.client.rest.messages(channel, { limit: 100 })).items;
  const begin = async (who: Someone) => {
    who.client.start();
    who.client.join(channel);
    await has(who, 'joined', { channel_id: channel });
    who.view = withPage({ ...emptyTimeline(channel) }, await who.client.rest.messages(channel), 'latest');
  };

  beforeAll(async () => {
    const Real = globalThis.WebSocket;
    class Watched extends Real {
      constructor(url: string, protocols?: string) {
        super(socketsWork ? url : 'ws://127.0.0.1:1/', protocols ?? []);
        sockets.push(this);
        this.addEventListener('message', ({ data }) => {
          const parsed = JSON.parse(String(data)) as ServerFrame | ServerFrame[];
          frames.push(...(Array.isArray(parsed) ? parsed : [parsed]));
        });
      }
    }
    vi.stubGlobal('WebSocket', Watched);
    alice = await someone('alice');
    bob = await someone('bob');
    const made = await alice.client.rest.createConversation({
      kind: 'group',
      name: `Real ${uuid().slice(0, 8)}`,
      participant_ids: [bob.user.id],
    });
    channel = made.id;
    await begin(alice);
    await begin(bob);
  }, 20_000);

  afterAll(() => {
    alice.client.stop();
    bob.client.stop();
    vi.unstubAllGlobals();
  });

  it('greets with batches', async () => {
    await vi.waitFor(() => expect(alice.client.connection.get().state).toBe('connected'), patience);
    expect(sockets[0]?.protocol).toBe('parlance.batch.v1');
    expect(alice.client.me.get()).toMatchObject({ username: 'alice' });
    expect(Object.keys(alice.client.limits.get())).not.toEqual([]);
  });

  it('takes a message by the socket, and shows it to the other', async () => {
    const { method, message } = await alice.client.sendChatMessage(channel, 'hello @bob');
    expect(method).toBe('websocket');
    await has(bob, 'new_message', { channel_id: channel });
    const got = bob.events.find((one) => one.type === 'new_message');
    expect(got?.data.message).toMatchObject({
      id: message.id,
      seq: message.seq,
      client_id: message.client_id,
    });
    expect(got?.data.message.mentions).toEqual([bob.user.id]);
    await has(bob, 'unread_count_updated', { channel_id: channel, count: 1, mentions: 1 });
  });

  it('answers each command, and the other sees what it did', async () => {
    const { message } = await alice.client.sendChatMessage(channel, 'one');
    const reply = await bob.client.sendChatMessage(channel, 'two', message.id);
    expect(reply.message.parent_id).toBe(message.id);
    await has(alice, 'new_reply', { parent_id: message.id });
    expect(await alice.client.editMessage(message.id, 'one!')).toMatchObject({
      method: 'websocket',
      message: { content: 'one!' },
    });
    await has(bob, 'message_updated', { channel_id: channel });
    expect(await bob.client.react(message.id, '👍')).toEqual({ method: 'websocket' });
    await has(alice, 'reaction_added', { emoji: '👍', user_id: bob.user.id });
    expect(await bob.client.unreact(message.id, '👍')).toEqual({ method: 'websocket' });
    await has(alice, 'reaction_removed', { emoji: '👍' });
    expect(await alice.client.deleteMessage(message.id)).toEqual({ method: 'websocket' });
    await has(bob, 'message_deleted', { message_id: message.id });
    const { method, rooms } = await bob.client.refreshRoomList();
    expect(method).toBe('websocket');
    expect(rooms.find(({ id }) => id === channel)).toMatchObject({ kind: 'group', participant_count: 2 });
    const online = await alice.client.onlineUsers(channel);
    expect(online.online_users.toSorted()).toEqual([alice.user.id, bob.user.id].toSorted());
    expect(await alice.client.setStatus('busy')).toEqual({ method: 'websocket' });
    await has(bob, 'user_status', { user_id: alice.user.id, status: 'busy' });
    await alice.client.setStatus('online');
    alice.client.typing(channel, true);
    await has(bob, 'user_typing', { user_id: alice.user.id, is_typing: true });
  });

  it('counts what is unread, forwards and back', async () => {
    const { message } = await alice.client.sendChatMessage(channel, 'read me');
    bob.client.markRead(channel, message.seq);
    await has(bob, 'unread_count_updated', { channel_id: channel, count: 0, last_read_seq: message.seq });
    await has(alice, 'read_receipt', { user_id: bob.user.id, seq: message.seq });
    bob.client.markUnread(channel, message.seq - 1);
    await has(bob, 'unread_count_updated', { channel_id: channel, count: 1 });
  });

  it('old state and events are the new snapshot', async () => {
    const { message } = await alice.client.sendChatMessage(channel, 'last of these');
    await vi.waitFor(() => expect(bob.view.messages.at(-1)?.id).toBe(message.id), patience);
    expect(bob.view.messages).toEqual(await snapshot(bob));
  });

  it('gives back what was missed: written, edited, deleted, reacted to', async () => {
    const gone = sockets.filter((one) => one.readyState === 1);
    bob.client.stop();
    const first = await alice.client.sendChatMessage(channel, 'while you were away');
    const second = await alice.client.sendChatMessage(channel, 'oops');
    await alice.client.editMessage(first.message.id, 'while you were away!');
    await alice.client.deleteMessage(second.message.id);
    await alice.client.react(first.message.id, '🎉');
    bob.client.start();
    await vi.waitFor(async () => expect(bob.view.messages).toEqual(await snapshot(bob)), patience);
    expect(gone.length).toBeGreaterThan(1);
  });

  it('does the same after the network went', async () => {
    for (const socket of sockets) socket.close();
    const sent = await alice.client.sendChatMessage(channel, 'from nowhere');
    expect(sent.message.content).toBe('from nowhere');
    await vi.waitFor(() => expect(contents(bob)).toContain('from nowhere'), patience);
    await vi.waitFor(() => expect(alice.client.connection.get().state).toBe('connected'), patience);
    const seqs = bob.events
      .filter(isLogEvent)
      .filter((one) => one.data.channel_id === channel)
      .map(seqOf);
    expect(new Set(seqs).size).toBe(seqs.length);
    await vi.waitFor(async () => expect(bob.view.messages).toEqual(await snapshot(bob)), patience);
  });

  it('knows a message again by its client_id, by either door', async () => {
    const id = uuid();
    const first = await alice.client.rest.sendMessage(channel, { content: 'once', client_id: id });
    const again = (await alice.client.rest.sendMessage(channel, {
      content: 'once',
      client_id: id,
    })) as Message & { duplicate: boolean };
    expect(again).toMatchObject({ id: first.id, seq: first.seq, duplicate: true });
    await vi.waitFor(() => expect(contents(bob).filter((text) => text === 'once')).toHaveLength(1), patience);
  });

  it('tells no difference between what is not there and what is not mine', async () => {
    const carol = await someone('carol');
    carol.client.start();
    carol.client.join([channel, 999_999]);
    await has(carol, 'denied', { channel_id: channel });
    await has(carol, 'denied', { channel_id: 999_999 });
    await expect(carol.client.rest.messages(channel)).rejects.toMatchObject({
      code: 'not_found',
      status: 404,
    });
    await expect(carol.client.rest.conversation(999_999)).rejects.toMatchObject({
      code: 'not_found',
      status: 404,
    });
    carol.client.stop();
  });

  it('names what is wrong with a message', async () => {
    await expect(alice.client.sendChatMessage(channel, 'x'.repeat(4_097))).rejects.toMatchObject({
      code: 'content_too_long',
    });
    await expect(alice.client.sendChatMessage(channel, '  ')).rejects.toMatchObject({
      code: 'content_empty',
    });
    expect(alice.client.outbox.entries.get()).toHaveLength(2);
    for (const { client_id: id } of alice.client.outbox.entries.get()) alice.client.outbox.discard(id);
  });

  it('does everything without a socket', async () => {
    const dave = await someone('dave');
    const { client } = dave;
    await alice.client.rest.addParticipant(channel, { user_id: dave.user.id });
    await has(alice, 'member_joined', { user_id: dave.user.id });
    socketsWork = false;
    client.start();
    client.join(channel);
    await vi.waitFor(() => expect(client.connection.get().via).toBe('rest'), patience);
    await has(dave, 'joined', { channel_id: channel });
    await alice.client.sendChatMessage(channel, 'by poll');
    await vi.waitFor(() => expect(contents(dave)).toContain('by poll'), patience);
    await has(dave, 'unread_count_updated', { channel_id: channel, count: 1 });
    const { method, message } = await client.sendChatMessage(channel, 'by rest');
    expect(method).toBe('rest');
    expect(await client.editMessage(message.id, 'by rest!')).toMatchObject({ method: 'rest' });
    expect(await client.react(message.id, '👍')).toEqual({ method: 'rest' });
    expect(await client.deleteMessage(message.id)).toEqual({ method: 'rest' });
    expect((await client.refreshRoomList()).method).toBe('rest');
    socketsWork = true;
    client.tryNow();
    await vi.waitFor(() => expect(client.connection.get().via).toBe('websocket'), patience);
    await alice.client.sendChatMessage(channel, 'live again');
    await vi.waitFor(() => expect(contents(dave)).toContain('live again'), patience);
    expect(contents(dave).filter((text) => text === 'by poll')).toHaveLength(1);
    client.stop();
  }, 30_000);

  it('renews the token on the open socket', async () => {
    const response = await fetch(`${base}/v1/auth/refresh`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${alice.token}` },
    });
    expect(response.status).toBe(200);
  });

  it('says nothing that the SDK has no type for', () => {
    const replies =
      'connected authenticated channel_joined joined channel_left channel_access_denied channel_join_error message_sent online_users message_list resumed room_list pong error'.split(
        ' ',
      );
    const strange = frames.filter(
      (frame) => !isLogEvent(frame) && !isStateEvent(frame) && !replies.includes(frame.type),
    );
    expect(strange).toEqual([]);
    for (const frame of frames.filter((one) => isLogEvent(one))) expect(frame.data.seq).toBeGreaterThan(0);
  });
});
