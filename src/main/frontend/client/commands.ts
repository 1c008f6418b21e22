import type { Method, OutboxEntry, Sent } from './entry.ts';
import { asError, ParlanceError } from './errors.ts';
import type { Line } from './line.ts';
import type { Conversation, Message, Status, User } from './model.ts';
import type { Command, MessageSent, ServerFrame, Standing } from './protocol.ts';
import type { Rest } from './rest.ts';
import type { ConnectionStatus } from './status.ts';
import type { Store } from './store.ts';

const pagesOfRooms = 20;

/** So many rooms a `room_list` has at most. */
const roomsOfFrame = 300;

/** Each command by the socket where there is one, else by REST, and it says which way it went. */
export class Commands {
  readonly #rest: Rest;
  readonly #connection: Store<ConnectionStatus>;
  readonly #line: () => Line | null;
  readonly #me: Store<User | null>;

  constructor(
    rest: Rest,
    connection: Store<ConnectionStatus>,
    line: () => Line | null,
    me: Store<User | null>,
  ) {
    this.#rest = rest;
    this.#connection = connection;
    this.#line = line;
    this.#me = me;
  }

  async deliver(entry: OutboxEntry): Promise<Sent> {
    // A page that has just been opened waits for its socket: that is quicker than to go round it.
    await this.#firstTry();
    const { channel_id, content, client_id, reply_to: replyTo } = entry;
    const reply = replyTo === null ? {} : { reply_to: replyTo };
    const { method, value } = await this.#either<MessageSent | Message>(
      { type: 'message', channel_id, content, client_id, ...reply },
      (frame) => (frame.type === 'message_sent' ? frame.data : null),
      () =>
        this.#rest.sendMessage(channel_id, {
          content,
          client_id,
          ...(replyTo === null ? {} : { reply_to_id: replyTo }),
        }),
    );
    // REST answers with the message, the socket with what the server added to it.
    return { method, message: 'sender_id' in value ? value : this.#asMessage(entry, value) };
  }

  async roomList(): Promise<{ method: Method; rooms: Conversation[] }> {
    const { method, value } = await this.#either(
      { type: 'get_room_list' },
      // A full frame may not be all; a page after the other is.
      (frame) => (frame.type === 'room_list' && frame.rooms.length < roomsOfFrame ? frame.rooms : null),
      () => this.#allRooms(),
    );
    return { method, rooms: value };
  }

  async edit(messageId: string, content: string): Promise<{ method: Method; message: Message }> {
    const { method, value } = await this.#either(
      { type: 'edit_message', message_id: messageId, content },
      (frame) => (frame.type === 'message_updated' ? frame.data.message : null),
      () => this.#rest.editMessage(messageId, content),
    );
    return { method, message: value };
  }

  delete = (messageId: string) =>
    this.#done({ type: 'delete_message', message_id: messageId }, () => this.#rest.deleteMessage(messageId));

  react = (messageId: string, emoji: string, on: boolean) =>
    this.#done({ type: on ? 'react' : 'unreact', message_id: messageId, emoji }, () =>
      on ? this.#rest.react(messageId, emoji) : this.#rest.unreact(messageId, emoji),
    );

  /** The server tells it to those who see it, a moment later, and the asker nothing. */
  async setStatus(status: Status): Promise<{ method: Method }> {
    const line = this.#line();
    if (line && this.#connection.get().state === 'connected') {
      line.cast({ type: 'status_update', status });
      return { method: 'websocket' };
    }
    await this.#rest.setStatus(status);
    return { method: 'rest' };
  }

  /** What is unread then, by REST; over the socket an event tells it. */
  async markRead(channel: number, seq: number): Promise<Standing | undefined> {
    const { value } = await this.#either<Standing | undefined>(
      { type: 'mark_read', channel_id: channel, seq },
      () => undefined,
      () => this.#rest.markRead(channel, seq),
    );
    return value;
  }

  async onlineUsers(channel?: number): Promise<{ method: Method; online_users: number[] }> {
    const { method, value } = await this.#either(
      channel === undefined
        ? { type: 'get_online_users' }
        : { type: 'get_online_users', channel_id: channel },
      (frame) => (frame.type === 'online_users' ? frame.data.online_users : null),
      async () => (await this.#rest.onlineUsers()).online_users,
    );
    return { method, online_users: value };
  }

  async #done(command: Command, other: () => Promise<unknown>): Promise<{ method: Method }> {
    const { method } = await this.#either<unknown>(command, () => true, other);
    return { method };
  }

  async #either<T>(
    command: Command,
    read: (frame: ServerFrame) => T | null,
    other: () => Promise<T>,
  ): Promise<{ method: Method; value: T }> {
    const line = this.#line();
    if (line && this.#connection.get().state === 'connected') {
      try {
        const value = read(await line.request(command));
        if (value !== null) return { method: 'websocket', value };
      } catch (reason) {
        const error = asError(reason);
        // Whether it arrived is unknown: every command may be given again.
        if (error.code !== 'network' && error.code !== 'timeout') throw error;
      }
    }
    return { method: 'rest', value: await other() };
  }

  #firstTry(): Promise<void> {
    const isFirst = ({ state, attempt }: ConnectionStatus) => state === 'connecting' && attempt === 0;
    if (!isFirst(this.#connection.get())) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#connection.subscribe((status) => {
        if (isFirst(status)) return;
        stop();
        resolve();
      });
    });
  }

  async #allRooms(): Promise<Conversation[]> {
    const rooms: Conversation[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < pagesOfRooms; page++) {
      const next: { items: Conversation[]; next_cursor: string | null } = await this.#rest.conversations(
        cursor === null ? { limit: 100 } : { limit: 100, cursor },
      );
      rooms.push(...next.items);
      cursor = next.next_cursor;
      if (cursor === null) break;
    }
    return rooms;
  }

  /** The acknowledgement tells what the server added; the rest is what was sent. */
  #asMessage(entry: OutboxEntry, sent: MessageSent): Message {
    const me = this.#me.get();
    if (!me) throw new ParlanceError('unauthorized', 'Not signed in');
    return {
      id: sent.message_id,
      channel_id: sent.channel_id,
      seq: sent.seq,
      // Lower than that of any event about it: the server's own version wins.
      changed_seq: sent.seq,
      sender_id: me.id,
      sender: { id: me.id, username: me.username, name: me.name },
      content: entry.content,
      parent_id: entry.reply_to,
      reply_count: 0,
      last_reply_at: null,
      reactions: [],
      mentions: [],
      client_id: entry.client_id,
      created_at: sent.created_at,
      edited_at: null,
      deleted: false,
      attachments: [],
    };
  }
}
