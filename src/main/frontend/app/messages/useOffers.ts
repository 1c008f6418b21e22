import { useEffect, useMemo, useState } from 'react';
import { sameList } from '../ground/store';
import { emojiNames, type EmojiName } from '../reactions/emoji';
import { useWorld } from '../world';
import { offerChannels, offerEmoji, offerPeople, type Asked, type Offer } from './completion';

const none: Offer[] = [];

/** What may stand for what is being typed: members first, then everybody whose name is known. */
export function useOffers(ask: Asked | null, channel: number): Offer[] {
  const me = useWorld((world) => world.me.id);
  const people = useWorld((world) => world.people);
  const members = useWorld((world) => world.members[channel]?.map((one) => one.user_id) ?? [], sameList);
  const conversations = useWorld((world) => world.conversations.byId);
  const names = useEmojiNames(ask?.sigil === ':');
  return useMemo(() => {
    switch (ask?.sigil) {
      case '@': {
        const inside = new Set(members);
        const all = Object.values(people).sort(
          (a, b) => Number(inside.has(b.id)) - Number(inside.has(a.id)) || a.name.localeCompare(b.name),
        );
        return offerPeople(ask.word, all, me);
      }
      case '#':
        return offerChannels(ask.word, Object.values(conversations));
      case ':':
        return offerEmoji(ask.word, names);
      default:
        return none;
    }
  }, [ask, people, members, conversations, names, me]);
}

function useEmojiNames(wanted: boolean): readonly EmojiName[] {
  const [names, setNames] = useState<readonly EmojiName[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    void emojiNames().then((found) => {
      if (!gone) setNames(found);
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return names;
}
