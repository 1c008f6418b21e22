import type { ParlanceEvent } from './events.ts';
import type { Conversation, Message, Role, Status } from './model.ts';

/** The caller's conversations, last activity first. */
export type Rooms = readonly Conversation[];

/** The old list and an event are the new list. Events of conversations that are not in it change nothing. */
export function applyToRooms(rooms: Rooms, event: ParlanceEvent, me: number): Rooms {
  switch (event.type) {
    case 'new_message':
    case 'new_reply':
    case 'sent':
      return change(rooms, event.data.channel_id, (room) => withLast(room, event.data.message, true));
    case 'message_updated':
    case 'reaction_added':
    case 'reaction_removed':
      return change(rooms, event.data.channel_id, (room) => withLast(room, event.data.message, false));
    case 'message_deleted':
      return change(rooms, event.data.channel_id, (room) =>
        room.last_message?.id === event.data.message_id
          ? { ...room, last_message: { ...room.last_message, content: null, deleted: true } }
          : room,
      );
    case 'unread_count_updated': {
      const { channel_id: id, count, mentions, last_read_seq } = event.data;
      return change(rooms, id, (room) => ({
        ...room,
        unread_count: count,
        mention_count: mentions,
        last_read_seq,
      }));
    }
    case 'channel_created':
      return inOrder([event.data.channel, ...rooms.filter(({ id }) => id !== event.data.channel.id)]);
    case 'channel_updated': {
      const { channel } = event.data;
      return change(rooms, channel.id, (room) => withNews(room, channel));
    }
    case 'channel_deleted':
      return rooms.filter(({ id }) => id !== event.data.channel.id);
    case 'member_left':
      if (event.data.user_id === me) return rooms.filter(({ id }) => id !== event.data.channel_id);
      return change(rooms, event.data.channel_id, (room) => ({
        ...room,
        participant_count: event.data.channel?.participant_count ?? room.participant_count - 1,
        participants: room.participants.filter((one) => one.user_id !== event.data.user_id),
      }));
    case 'member_joined': {
      const { channel, channel_id: id, user_id: user, role } = event.data;
      return change(rooms, id, (room) => {
        const known = channel ? withNews(room, channel) : room;
        const mine = user === me && role ? { ...known, role } : known;
        return role ? withParticipant(mine, user, { role }) : mine;
      });
    }
    case 'read_receipt': {
      const { channel_id: id, user_id: user, seq } = event.data;
      return change(rooms, id, (room) => withParticipant(room, user, { last_read_seq: seq }));
    }
    case 'user_status': {
      const { user_id: user, status } = event.data;
      return rooms.map((room) => withParticipant(room, user, { status }));
    }
    case 'user_typing':
    case 'token_expiring':
    case 'server_notice':
    case 'gap':
    case 'joined':
    case 'denied':
      return rooms;
  }
}

function change(rooms: Rooms, id: number, how: (room: Conversation) => Conversation): Rooms {
  const i = rooms.findIndex((room) => room.id === id);
  const room = rooms[i];
  return room ? inOrder(rooms.with(i, how(room))) : rooms;
}

/** As the caller sees it; what it does not tell about the last message stays. */
const withNews = (room: Conversation, channel: Conversation): Conversation => ({
  ...room,
  ...channel,
  role: channel.role ?? room.role,
  last_message: channel.last_message ?? room.last_message,
});

function withLast(room: Conversation, message: Message, isNew: boolean): Conversation {
  const last_seq = Math.max(room.last_seq, message.changed_seq);
  const last = room.last_message;
  if (last?.id === message.id) {
    return { ...room, last_seq, last_message: last.changed_seq > message.changed_seq ? last : message };
  }
  if (!isNew || (last && last.seq > message.seq)) return { ...room, last_seq };
  return { ...room, last_seq, last_message: message, last_activity_at: message.created_at };
}

function withParticipant(
  room: Conversation,
  user: number,
  changes: { status?: Status; last_read_seq?: number; role?: Role },
): Conversation {
  if (!room.participants.some((one) => one.user_id === user)) return room;
  const participants = room.participants.map((one) => (one.user_id === user ? { ...one, ...changes } : one));
  return { ...room, participants };
}

const activity = (room: Conversation) => Date.parse(room.last_activity_at ?? room.created_at);
const inOrder = (rooms: Rooms): Rooms => rooms.toSorted((a, b) => activity(b) - activity(a));
