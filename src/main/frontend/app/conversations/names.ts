import type { Conversation } from '@parlance/client';
import { isSeen, nameOf } from '../people/state';
import { list, t } from '../words';

/** A direct conversation is called as the other one is; a group without a name as its people are. */
export function titleOf(one: Conversation, me: number): string {
  if (isSeen(one.name)) return one.name;
  const others = one.participants.filter((person) => person.user_id !== me);
  if (others.length === 0) {
    const self = one.participants[0];
    return self ? `${nameOf(self)} (${t('you')})` : t('kindDirect');
  }
  const [other] = others;
  if (one.kind === 'direct') return other ? nameOf(other) : t('kindDirect');
  return list(others.map((person) => nameOf(person).trim().split(' ')[0] ?? ''));
}

export function otherOf(one: Conversation, me: number): number | null {
  if (one.kind !== 'direct') return null;
  return one.participants.find((person) => person.user_id !== me)?.user_id ?? me;
}

export const isChannel = (one: Conversation): boolean => one.kind === 'public' || one.kind === 'private';

/** With its sigil, where a name stands alone in a sentence. */
export function calledOf(one: Conversation, me: number): string {
  return isChannel(one) ? `#${titleOf(one, me)}` : titleOf(one, me);
}

export interface Sections {
  channels: Conversation[];
  direct: Conversation[];
}

/** Channels by name, so that they keep their place; people by what happened last. What is only looked into is not listed. */
export function sections(all: readonly Conversation[], me: number): Sections {
  const mine = all.filter((one) => one.role !== null);
  const channels = mine.filter(isChannel).sort((a, b) => titleOf(a, me).localeCompare(titleOf(b, me)));
  const direct = mine
    .filter((one) => !isChannel(one))
    .sort((a, b) => (b.last_activity_at ?? '').localeCompare(a.last_activity_at ?? '') || b.id - a.id);
  return { channels, direct };
}

export const canManage = (one: Conversation): boolean => one.role === 'owner' || one.role === 'moderator';
