import type { Conversation, Message, ParlanceEvent, User } from '@parlance/client';
import { applyToMembers, type Members } from './conversations/members';
import { applyToConversations, withConversations, type Conversations } from './conversations/state';
import { createStore, useStore } from './ground/store';
import { applyToTimelines, type Timelines } from './messages/state';
import { learn, type People } from './people/state';
import { applyToPresence, applyToTyping, withStatuses, type Presences, type Typing } from './presence/state';
import { applyToThreads, type Threads } from './threads/state';

/** Everything the server told us, by the nouns of its rooms. */
export interface World {
  me: User;
  people: People;
  presence: Presences;
  typing: Typing;
  conversations: Conversations;
  members: Members;
  timelines: Timelines;
  threads: Threads;
}

export function newWorld(me: User): World {
  return {
    me,
    people: learn({}, [me]),
    presence: withStatuses({}, [me]),
    typing: {},
    conversations: { byId: {}, loaded: false },
    members: {},
    timelines: {},
    threads: {},
  };
}

/** Old world plus event is new world: each room takes from the event what is its own. */
export function apply(old: World, event: ParlanceEvent, now = Date.now()): World {
  if (event.type === 'sent') return apply(old, announced(event.data.message), now);
  const next: World = {
    me: old.me,
    people: learn(old.people, namesIn(event)),
    presence: applyToPresence(old.presence, event),
    typing: applyToTyping(old.typing, event, now),
    conversations: applyToConversations(old.conversations, event, old.me.id),
    members: applyToMembers(old.members, event),
    timelines: applyToTimelines(old.timelines, event, old.me.id),
    threads: applyToThreads(old.threads, event, old.me.id),
  };
  const same = (Object.keys(next) as (keyof World)[]).every((key) => next[key] === old[key]);
  return same ? old : next;
}

/** What was acknowledged is in the conversation, even before the server's own event says so. */
function announced(message: Message): ParlanceEvent {
  const data = { channel_id: message.channel_id, message, seq: message.seq };
  return message.parent_id === null
    ? { type: 'new_message', data: { ...data, parent_id: null } }
    : { type: 'new_reply', data: { ...data, parent_id: message.parent_id } };
}

function namesIn(event: ParlanceEvent) {
  switch (event.type) {
    case 'new_message':
    case 'new_reply':
      return [event.data.message.sender];
    case 'channel_created':
    case 'channel_updated':
      return event.data.channel.participants;
    case 'member_joined':
      return event.data.channel?.participants ?? [];
    default:
      return [];
  }
}

/** A snapshot of conversations teaches names and statuses, too. */
export function withSnapshot(old: World, some: readonly Conversation[], whole: boolean): World {
  const everybody = some.flatMap((one) => one.participants);
  // The first whole list takes the place of what the browser had kept, even if that seems newer. Events are followed
  // from it on: a page of messages that came before it may lack what came between.
  const { loaded } = old.conversations;
  const merged = withConversations(whole && !loaded ? { byId: {}, loaded } : old.conversations, some);
  // A whole list also says which are mine no longer; what is only looked into was never in it.
  const listed = new Set(some.map(({ id }) => id));
  const byId = whole
    ? Object.fromEntries(
        Object.values(merged.byId)
          .filter((one) => listed.has(one.id) || one.role === null)
          .map((one) => [one.id, one]),
      )
    : merged.byId;
  return {
    ...old,
    people: learn(old.people, everybody),
    presence: withStatuses(
      old.presence,
      everybody.map((one) => ({ id: one.user_id, status: one.status })),
    ),
    conversations: { byId, loaded: whole || loaded },
    timelines: whole && !loaded ? {} : old.timelines,
  };
}

export function withSenders(old: World, messages: readonly Message[]): World {
  const people = learn(
    old.people,
    messages.map((message) => message.sender),
  );
  return people === old.people ? old : { ...old, people };
}

const nobody: User = { id: 0, username: '', name: '' };

export const world = createStore<World>(newWorld(nobody));

export function useWorld<T>(select: (world: World) => T, same?: (a: T, b: T) => boolean): T {
  return useStore(world, select, same);
}
