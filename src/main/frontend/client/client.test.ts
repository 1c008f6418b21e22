import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client, type ClientOptions } from './client.ts';
import type { ParlanceEvent } from './events.ts';
import { browser, settle } from './testkit/fake-browser.ts';
import type { FakeServer } from './testkit/fake-server.ts';

let server: FakeServer;
let client: Client;
let events: ParlanceEvent[];

const make = (options: Partial<ClientOptions> = {}) => {
  const made = new Client({
    baseUrl: 'http://fake',
    token: () => Promise.resolve('good'),
    shared: false,
    ...options,
  });
  made.onEvent((event) => events.push(event));
  return made;
};
const contents = () =>
  events.flatMap((event) => (event.type === 'new_message' ? [event.data.message.content] : []));
const commands = (type: string) => server.received.filter((one) => one.type === type);

beforeEach(() => {
  server = browser();
  server.channel(5);
  events = [];
  client = make();
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('following a conversation', () => {
  it('tells where it joined and then every message', async () => {
    server.say(5, 'before');
    client.start();
    client.join(5);
    await settle();
    server.say(5, 'one');
    server.say(5, 'two');
    await settle();
    expect(events[0]).toEqual({ type: 'joined', data: { channel_id: 5, last_seq: 1 } });
    expect(contents()).toEqual(['one', 'two']);
  });

  it('gets what it missed after a break, once, in order, in the present state', async () => {
    client.start();
    client.join(5);
    await settle();
    server.say(5, 'one');
    await settle(6_000);
    server.drop();
    const { id } = server.say(5, 'two');
    server.say(5, 'three');
    server.edit(5, id, 'two!');
    await settle(1_000);
    server.say(5, 'four');
    await settle();
    expect(contents()).toEqual(['one', 'two!', 'three', 'four']);
    expect(commands('resume')).toHaveLength(1);
    expect(commands('resume')[0]).toMatchObject({ channels: [{ channel_id: 5, after_seq: 1 }] });
  });

  it('finds a gap and fills it, holding back what came too early', async () => {
    client.start();
    client.join(5);
    await settle();
    server.post(5, 'lost on the way');
    server.say(5, 'early');
    await settle();
    expect(contents()).toEqual(['lost on the way', 'early']);
  });

  it('drops what comes twice', async () => {
    client.start();
    client.join(5);
    await settle();
    const message = server.say(5, 'once');
    server.announce(message);
    await settle();
    expect(contents()).toEqual(['once']);
  });

  it('gets the place of a message that was written and deleted meanwhile', async () => {
    client.start();
    client.join(5);
    await settle(6_000);
    server.drop();
    const { id } = server.say(5, 'oops');
    server.delete(5, id);
    await settle(1_000);
    expect(events.at(-1)).toMatchObject({
      type: 'message_deleted',
      data: { message_id: id, message: { seq: 1, changed_seq: 2, deleted: true } },
    });
    server.say(5, 'live');
    await settle();
    expect(contents()).toEqual(['live']);
  });

  it('pages by REST through what is too much for one answer', async () => {
    client.start();
    client.join(5);
    await settle(6_000);
    server.drop();
    for (let i = 1; i <= 600; i++) server.post(5, `${i}`);
    await settle(1_000);
    expect(contents()).toHaveLength(600);
    expect(contents().at(-1)).toBe('600');
  });

  it('says that there is a gap where it is too much to page through', async () => {
    client.start();
    client.join(5);
    await settle(6_000);
    server.drop();
    for (let i = 1; i <= 2_500; i++) server.post(5, `${i}`);
    await settle(1_000);
    expect(events).toContainEqual({ type: 'gap', data: { channel_id: 5, last_seq: 2_500 } });
    server.say(5, 'after');
    await settle();
    expect(contents()).toEqual(['after']);
  });

  it('asks once for all that are joined in one go, and goes on from where it is when joined again', async () => {
    for (let id = 1; id <= 30; id++) server.channel(id);
    client.start();
    await settle();
    server.post(5, 'missed');
    for (let id = 1; id <= 30; id++) client.join(id, 0);
    await settle();
    expect(commands('resume')).toHaveLength(1);
    expect(contents()).toEqual(['missed']);
    client.join(5, 7);
    server.say(5, 'next');
    await settle();
    expect(contents()).toEqual(['missed', 'next']);
  });

  it('resumes again what the server could not resume just then, and is live there', async () => {
    for (let id = 1; id <= 3; id++) server.channel(id);
    client.start();
    for (let id = 1; id <= 3; id++) client.join(id, 0);
    await settle(6_000);
    server.drop();
    server.post(2, 'missed');
    server.refusedResumes = 4;
    await settle(20_000);
    for (let id = 1; id <= 3; id++) server.say(id, `live in ${id}`);
    await settle();
    expect(contents()).toEqual(['missed', 'live in 1', 'live in 2', 'live in 3']);
  });

  it('resumes again when it was told to ask more slowly', async () => {
    client.start();
    client.join(5, 0);
    await settle(6_000);
    server.drop();
    server.isFlooded = true;
    await settle(2_000);
    server.isFlooded = false;
    await settle(20_000);
    server.say(5, 'live');
    await settle();
    expect(contents()).toEqual(['live']);
  });

  it('says when there is no access', async () => {
    client.start();
    client.join(99);
    await settle();
    expect(events).toEqual([{ type: 'denied', data: { channel_id: 99 } }]);
  });
});

describe('without a socket', () => {
  beforeEach(() => {
    server.socketsWork = false;
  });

  it('receives by long poll, sends by REST and says so', async () => {
    client.start();
    client.join(5);
    await settle(6_000);
    expect(client.connection.get().via).toBe('rest');
    server.say(5, 'hello');
    await settle(3_000);
    expect(contents()).toEqual(['hello']);
    expect(events).toContainEqual(expect.objectContaining({ type: 'unread_count_updated' }));
    const { method, message } = await client.sendChatMessage(5, 'hi');
    expect(method).toBe('rest');
    expect(message.seq).toBe(2);
    expect((await client.refreshRoomList()).method).toBe('rest');
  });

  it('lists by REST what one frame does not hold', async () => {
    server.socketsWork = true;
    client.start();
    await settle();
    expect(await client.refreshRoomList()).toMatchObject({ method: 'websocket' });
    for (let id = 1; id <= 300; id++) server.channel(id);
    const { method, rooms } = await client.refreshRoomList();
    expect(method).toBe('rest');
    expect(rooms.length).toBeGreaterThanOrEqual(300);
  });

  it('goes on with the others when it is taken out of one, and with none', async () => {
    server.channel(6);
    client.start();
    client.join(5);
    client.join(6);
    await settle(6_000);
    server.channels.delete(6);
    server.wakePolls();
    await settle(3_000);
    expect(events).toContainEqual({ type: 'denied', data: { channel_id: 6 } });
    server.say(5, 'still here');
    await settle(3_000);
    expect(contents()).toEqual(['still here']);
    server.channels.delete(5);
    server.wakePolls();
    await settle(3_000);
    expect(events).toContainEqual({ type: 'denied', data: { channel_id: 5 } });
    expect(client.connection.get().via).toBe('rest');
  });

  it('hears of a conversation that it is brought into', async () => {
    server.channel(7);
    client.start();
    client.join(5);
    await settle(6_000);
    expect(events.map((event) => event.type)).not.toContain('channel_created');
    server.channel(8);
    server.wakePolls();
    await settle(3_000);
    const created = events.filter((event) => event.type === 'channel_created');
    expect(created).toMatchObject([{ data: { channel: { id: 8 } } }]);
  });

  it('does not take a conversation that is followed no more for a new one', async () => {
    client.start();
    client.join(5);
    await settle(6_000);
    client.leave(5);
    server.say(5, 'unheard');
    await settle(3_000);
    server.channel(8);
    server.wakePolls();
    await settle(3_000);
    const created = events.filter((event) => event.type === 'channel_created');
    expect(created).toMatchObject([{ data: { channel: { id: 8 } } }]);
  });

  it.each(['the long poll', 'pages'])('tells by %s how many replies a message has', async (way) => {
    const { message } = server.post(5, 'first');
    if (way === 'pages') server.socketsWork = true;
    client.start();
    client.join(5);
    await settle(6_000);
    server.drop();
    const { message: reply } = server.post(5, 'a reply', 2, null, message.id);
    if (way === 'pages') for (let i = 1; i <= 600; i++) server.post(5, `${i}`);
    else server.announce(reply);
    await settle(3_000);
    const told = events.find((event) => event.type === 'new_reply');
    expect(told).toMatchObject({ data: { parent: { id: message.id, reply_count: 1 } } });
  });

  it('polls no more when the socket is open again', async () => {
    client.start();
    client.join(5);
    await settle(20_000);
    server.socketsWork = true;
    client.tryNow();
    await settle();
    const before = server.requests.length;
    await settle(120_000);
    expect(server.requests.length).toBe(before);
    server.say(5, 'live');
    await settle();
    expect(contents()).toEqual(['live']);
  });

  it('says that nothing works where REST fails, too', async () => {
    server.restWorks = false;
    client.start();
    await settle(20_000);
    expect(client.connection.get().via).toBe('none');
  });
});
