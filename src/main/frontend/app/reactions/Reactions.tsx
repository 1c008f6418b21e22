import type { Message, Reaction } from '@parlance/client';
import { attempt, client } from '../live';
import { list, t } from '../words';
import { useWorld } from '../world';
import { usedEmoji } from './emoji';

export function toggle(message: Message, emoji: string, mine: boolean): void {
  void attempt(() => (mine ? client().unreact(message.id, emoji) : client().react(message.id, emoji)));
  if (!mine) usedEmoji(emoji);
}

export function Reactions({ message }: { message: Message }) {
  if (message.deleted || message.reactions.length === 0) return null;
  return (
    <div className="reactions">
      {message.reactions.map((reaction) => (
        <One key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </div>
  );
}

function One({ message, reaction }: { message: Message; reaction: Reaction }) {
  const me = useWorld((world) => world.me.id);
  const people = useWorld((world) => world.people);
  const mine = reaction.user_ids.includes(me);
  const names = reaction.user_ids.map((id) => (id === me ? t('you') : (people[id]?.name ?? `#${id}`)));
  const told = t('reactionBy', { emoji: reaction.emoji, names: list(names) });
  return (
    <button
      type="button"
      aria-pressed={mine}
      title={told}
      onClick={() => toggle(message, reaction.emoji, mine)}
    >
      <span className="emoji">{reaction.emoji}</span>
      <span>{reaction.count}</span>
      <span className="unseen">{list(names)}</span>
    </button>
  );
}
