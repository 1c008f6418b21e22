import { expect, it } from 'vitest';
import { conversation, event, loaded } from '../testkit/said';
import { lostWith } from './left';

const before = loaded({ rooms: [conversation()], messages: [], members: [] });
const left = (user_id: number, channel_id = 7) =>
  event({ type: 'member_left', data: { channel_id, user_id } });

it('what takes a conversation from me says which', () => {
  expect(lostWith(left(1), before)).toBe('#general');
  expect(lostWith(event({ type: 'channel_deleted', data: { channel: conversation() } }), before)).toBe(
    '#general',
  );
});

it('what takes nothing from me says nothing', () => {
  expect(lostWith(left(2), before)).toBeNull();
  expect(lostWith(left(1, 9), before)).toBeNull();
  const looked = loaded({ rooms: [conversation({ role: null })], messages: [], members: [] });
  expect(lostWith(event({ type: 'channel_deleted', data: { channel: conversation() } }), looked)).toBeNull();
});
