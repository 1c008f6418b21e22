import type { TopicEvent, TopicEventKind } from '@parlance/client';
import { expect, it } from 'vitest';
import { applyToGifts, type Gift } from './gifts';

const said = (event: TopicEventKind, id: string, payload: unknown = {}): TopicEvent => ({
  topic: 'gifts:all',
  event,
  data: { entity_id: id, payload, timestamp: '2026-11-20T09:00:00Z' },
});

it('the list is what its events made of it', () => {
  const events = [
    said('ADDED', '1', { name: 'A kite' }),
    said('ADDED', '2', { name: 'A drum' }),
    said('ADDED', '1', { name: 'A kite' }),
    said('ASSIGNED', '1', { giver: 'Alice' }),
    said('UPDATED', '1', { name: 'A red kite' }),
    said('COMMENT_ADDED', '1', { text: 'Nice' }),
    said('STATUS_CHANGED', '9', { giver: 'Bob' }),
    said('DELETED', '2'),
  ];
  const gifts = events.reduce<readonly Gift[]>(applyToGifts, []);
  expect(gifts).toEqual([{ id: '1', name: 'A red kite', giver: 'Alice' }]);
});
