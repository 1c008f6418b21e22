import type { TopicEvent, TopicEventKind } from '@parlance/client';
import { client } from '../live';

/** The demonstration's application object: what it is, and who gives it. It lives in the topic's events alone. */
export interface Gift {
  id: string;
  name: string;
  giver: string | null;
}

export const topic = 'gifts:all';
const path = `/v1/topics/${encodeURIComponent(topic)}/events`;

export function applyToGifts(gifts: readonly Gift[], { event, data }: TopicEvent): readonly Gift[] {
  const { entity_id: id } = data;
  const payload = (data.payload ?? {}) as Partial<Gift>;
  switch (event) {
    case 'ADDED':
      if (gifts.some((one) => one.id === id)) return gifts;
      return [...gifts, { id, name: payload.name ?? id, giver: payload.giver ?? null }];
    case 'DELETED':
      return gifts.filter((one) => one.id !== id);
    case 'UPDATED':
    case 'STATUS_CHANGED':
    case 'ASSIGNED':
      return gifts.map((one) => (one.id === id ? { ...one, ...known(payload) } : one));
    case 'COMMENT_ADDED':
      return gifts;
  }
}

function known({ name, giver }: Partial<Gift>): Partial<Gift> {
  return { ...(name === undefined ? {} : { name }), ...(giver === undefined ? {} : { giver }) };
}

/** A stable function, as useTopicQuery wants it. */
export async function loadGifts(): Promise<readonly Gift[]> {
  const { data } = await client().rest.request('GET', path);
  return eventsIn(data).reduce<readonly Gift[]>(applyToGifts, []);
}

function eventsIn(data: unknown): TopicEvent[] {
  if (Array.isArray(data)) return data as TopicEvent[];
  return ((data as { events?: TopicEvent[] } | null)?.events ?? []) satisfies TopicEvent[];
}

export async function publish(event: TopicEventKind, id: string, payload: Partial<Gift>): Promise<true> {
  await client().rest.request('POST', path, { event, data: { entity_id: id, payload } });
  return true;
}
