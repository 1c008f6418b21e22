import type { Conversation, Message } from '../model.ts';
import type { Command, ParentInfo, ServerFrame, Standing } from '../protocol.ts';
import type { FakeSocket } from './fake-socket.ts';

interface Channel {
  id: number;
  messages: Message[];
  lastSeq: number;
}

type Received = Command & { id?: string };

/** A server in this process that speaks as much of the contract as the tests of the client need. */
export class FakeServer {
  readonly channels = new Map<number, Channel>();
  readonly sockets: FakeSocket[] = [];
  /** Every command, in order of arrival. */
  readonly received: Received[] = [];
  /** `METHOD path` of every request. */
  readonly requests: string[] = [];
  socketsWork = true;
  restWorks = true;
  knowsBatch = true;
  /** Tokens that are accepted. */
  readonly tokens = new Set(['good']);
  /** What the next messages are refused with, one by one. */
  readonly refusals: { code: string; retry_after_ms?: number; status: number }[] = [];
  /** Commands of these types are heard, and not answered. */
  readonly silent = new Set<string>();
  /** So many conversations more cannot be resumed just then. */
  refusedResumes = 0;
  /** Every command is one too many, and refused for that. */
  isFlooded = false;
  resumeLimit = 500;
  readonly me = { id: 1, username: 'alice', name: 'Alice' };
  #wakePolls: (() => void)[] = [];

  channel(id: number): Channel {
    const channel = this.channels.get(id) ?? { id, messages: [], lastSeq: 0 };
    this.channels.set(id, channel);
    return channel;
  }

  /** Somebody else writes. */
  post(
    channelId: number,
    content: string,
    by = 2,
    clientId: string | null = null,
    parent: string | null = null,
  ) {
    const channel = this.channel(channelId);
    const again = channel.messages.find((one) => clientId !== null && one.client_id === clientId);
    if (again) return { message: again, duplicate: true };
    const seq = ++channel.lastSeq;
    const message = messageOf(channelId, seq, content, by, clientId, parent);
    channel.messages.push(message);
    return { message, duplicate: false };
  }

  say(channelId: number, content: string): Message {
    const { message } = this.post(channelId, content);
    this.announce(message);
    return message;
  }

  edit(channelId: number, id: string, content: string): void {
    const channel = this.channel(channelId);
    const message = this.#change(channel, id, (old, seq) => ({
      ...old,
      content,
      changed_seq: seq,
      edited_at: 'now',
    }));
    this.#tell(channelId, {
      type: 'message_updated',
      data: { channel_id: channelId, message, seq: channel.lastSeq },
    });
  }

  delete(channelId: number, id: string): void {
    const channel = this.channel(channelId);
    this.#change(channel, id, (old, seq) => ({ ...old, content: null, deleted: true, changed_seq: seq }));
    this.#tell(channelId, {
      type: 'message_deleted',
      data: { channel_id: channelId, message_id: id, seq: channel.lastSeq },
    });
  }

  announce(message: Message): void {
    const { channel_id: id, parent_id: parent, seq } = message;
    this.#tell(id, {
      type: parent === null ? 'new_message' : 'new_reply',
      data: { channel_id: id, message, parent_id: parent, seq },
    } as ServerFrame);
    this.wakePolls();
  }

  /** Something happened that a long poll answers with. */
  wakePolls(): void {
    this.#wakePolls.splice(0).forEach((wake) => wake());
  }

  /** Takes the person out of a conversation: nothing that happens there is told any more. */
  expel(channelId: number): void {
    for (const socket of this.sockets) {
      socket.joined.delete(channelId);
      socket.tell({ type: 'member_left', data: { channel_id: channelId, user_id: this.me.id } });
    }
  }

  /** Brings the person into a conversation. */
  bring(channelId: number): void {
    const channel = this.conversation(channelId);
    for (const socket of this.sockets) socket.tell({ type: 'channel_created', data: { channel } });
  }

  /** All sockets end. */
  drop(code = 1006): void {
    for (const socket of this.sockets.splice(0)) socket.closedByServer(code);
  }

  heard(socket: FakeSocket, command: Received): void {
    this.received.push(command);
    if (this.silent.has(command.type)) return;
    if (this.isFlooded && socket.greeted) {
      const { id } = command;
      const data = { code: 'rate_limited' as const, retry_after_ms: 1_000 };
      return socket.tell({ type: 'error', message: 'Slow down', data, ...(id === undefined ? {} : { id }) });
    }
    const answer = (frame: object) =>
      socket.tell({
        timestamp: 'now',
        ...(command.id === undefined ? {} : { id: command.id }),
        ...frame,
      } as ServerFrame);
    switch (command.type) {
      case 'authenticate':
        if (!this.tokens.has(command.token)) return socket.closedByServer(4002);
        if (socket.greeted)
          return answer({ type: 'authenticated', data: { user: this.me, expires_at: 'later' } });
        socket.greeted = true;
        return answer({
          type: 'connected',
          data: { user: this.me, connection_id: 'x', heartbeat_interval: 30, limits: {}, server_time: 'now' },
        });
      case 'join_channel': {
        const channel = this.channels.get(command.channel_id);
        if (!channel)
          return answer({ type: 'channel_access_denied', data: { channel_id: command.channel_id } });
        socket.joined.add(channel.id);
        return answer({
          type: 'channel_joined',
          data: { channel_id: channel.id, last_seq: channel.lastSeq },
        });
      }
      case 'leave_channel':
        socket.joined.delete(command.channel_id);
        return;
      case 'message': {
        const refusal = this.refusals.shift();
        if (refusal) return answer({ type: 'error', message: 'No', data: refusal });
        const { message, duplicate } = this.post(
          command.channel_id,
          command.content,
          1,
          command.client_id,
          command.reply_to ?? null,
        );
        const { client_id, id: message_id, channel_id, seq, created_at } = message;
        answer({
          type: 'message_sent',
          data: { client_id, message_id, channel_id, seq, created_at, duplicate },
        });
        if (!duplicate) this.announce(message);
        return;
      }
      case 'resume':
        for (const { channel_id: id, after_seq: after } of command.channels)
          this.#resume(socket, id, after, answer);
        return;
      case 'mark_read':
        return answer({ type: 'unread_count_updated', data: this.read(command.channel_id, command.seq) });
      case 'get_room_list':
        return answer({
          type: 'room_list',
          rooms: [...this.channels.keys()].map((id) => this.conversation(id)),
        });
      case 'ping':
        return answer({ type: 'pong' });
      default:
        return answer({ type: 'error', message: 'What?', data: { code: 'unknown_type' } });
    }
  }

  read(id: number, seq = 0): Standing {
    const { messages } = this.channel(id);
    const count = messages.filter((one) => one.seq > seq).length;
    return { channel_id: id, count, mentions: 0, last_read_seq: seq };
  }

  conversation(id: number): Conversation {
    return {
      id,
      last_seq: this.channel(id).lastSeq,
      unread_count: 3,
      mention_count: 1,
      last_read_seq: 0,
    } as Conversation;
  }

  changes = (id: number, after: number): Message[] =>
    this.channel(id)
      .messages.filter((one) => one.changed_seq > after)
      .sort((a, b) => a.changed_seq - b.changed_seq);

  /** What replies answer: how many replies that has. */
  parents = (replies: Message[]): ParentInfo[] =>
    [...new Set(replies.flatMap(({ channel_id, parent_id: id }) => (id ? [`${channel_id} ${id}`] : [])))].map(
      (one) => {
        const [channel, id = ''] = one.split(' ');
        const all = this.channel(Number(channel)).messages.filter((m) => m.parent_id === id && !m.deleted);
        return { id, reply_count: all.length, last_reply_at: null };
      },
    );

  /** Waits as a long poll does. */
  waitForChange = (signal: AbortSignal | null | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      this.#wakePolls.push(resolve);
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });

  #resume(socket: FakeSocket, id: number, after: number, answer: (frame: object) => void): void {
    const channel = this.channels.get(id);
    if (!channel) return answer({ type: 'channel_access_denied', data: { channel_id: id } });
    if (this.refusedResumes > 0) {
      this.refusedResumes--;
      socket.joined.delete(id);
      return answer({
        type: 'error',
        message: 'Not now',
        data: { code: 'unavailable', retry_after_ms: 1_000, channel_id: id },
      });
    }
    socket.joined.add(id);
    const missed = this.changes(id, after);
    const complete = missed.length <= this.resumeLimit;
    for (const message of complete ? missed : []) {
      const { id: message_id, changed_seq } = message;
      const isNew = message.seq > after;
      const data = { channel_id: id, message, parent_id: null, seq: isNew ? message.seq : changed_seq };
      socket.tell(
        message.deleted
          ? { type: 'message_deleted', data: { channel_id: id, message_id, seq: changed_seq } }
          : { type: isNew ? 'new_message' : 'message_updated', data },
      );
    }
    answer({ type: 'resumed', data: { channel_id: id, last_seq: channel.lastSeq, complete } });
  }

  #change(channel: Channel, id: string, how: (old: Message, seq: number) => Message): Message {
    const i = channel.messages.findIndex((one) => one.id === id);
    const changed = how(channel.messages[i]!, ++channel.lastSeq);
    channel.messages[i] = changed;
    return changed;
  }

  #tell(channel: number, frame: ServerFrame): void {
    for (const socket of this.sockets) if (socket.joined.has(channel)) socket.tell(frame);
  }
}

export const messageOf = (
  channel: number,
  seq: number,
  content: string,
  by = 2,
  clientId: string | null = null,
  parent: string | null = null,
): Message => ({
  id: `m${channel}-${seq}`,
  channel_id: channel,
  seq,
  changed_seq: seq,
  sender_id: by,
  sender: { id: by, username: 'u', name: 'U' },
  content,
  parent_id: parent,
  reply_count: 0,
  last_reply_at: null,
  reactions: [],
  mentions: [],
  client_id: clientId,
  created_at: '2026-11-20T10:00:00Z',
  edited_at: null,
  deleted: false,
  attachments: [],
});
