import {
  stopped,
  Store,
  type Conversation,
  type ConnectionStatus,
  type OutboxEntry,
  type ParlanceEvent,
} from '@parlance/client';
import { vi } from 'vitest';
import { withSnapshot, world, type World } from '../world';

/** In place of live.ts: `vi.mock('../live', () => import('../testkit/live'))`. What it asks for, the test answers. */
export const entries = new Store<readonly OutboxEntry[]>([]);
export const connection = new Store<ConnectionStatus>({
  ...stopped,
  state: 'connected',
  via: 'websocket',
});

const empty = () => Promise.resolve({ items: [], has_more: false });

export const rest = {
  messages: vi.fn<(channel: number, query: unknown) => Promise<unknown>>(empty),
  message: vi.fn<(id: string) => Promise<unknown>>(),
  replies: vi.fn<(id: string, query: unknown) => Promise<unknown>>(empty),
  participants:
    vi.fn<(channel: number, page: { limit?: number; cursor?: string }) => Promise<unknown>>(empty),
  conversation: vi.fn<(channel: number) => Promise<Conversation>>(),
  addParticipant: vi.fn<(channel: number, who: unknown) => Promise<unknown>>(() => Promise.resolve()),
};

const made = {
  rest,
  connection,
  outbox: { entries, retry: vi.fn(), discard: vi.fn() },
  typing: vi.fn(),
  markRead: vi.fn(),
  join: vi.fn(),
  sendChatMessage: vi.fn(() => Promise.resolve()),
};
type Made = typeof made;

export const client = () => made;
export const ways = new Map();
export const onEvent = (_: (event: ParlanceEvent) => void) => () => undefined;
export const attempt = <T>(work: () => Promise<T>) => work().catch(() => undefined);
export const refreshSoon = () => undefined;

export async function takeIn<T>(ask: (made: Made) => Promise<T>, take: (old: World, answer: T) => World) {
  const answer = await ask(made);
  world.set((old) => take(old, answer));
  return answer;
}

export const refreshConversation = (id: number) =>
  takeIn(
    () => rest.conversation(id),
    (old, one) => withSnapshot(old, [one], false),
  ).then(() => undefined);
