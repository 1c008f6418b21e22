import type { Conversation } from '@parlance/client';
import { calledOf, otherOf } from '../conversations/names';
import { t } from '../words';
import { useWorld } from '../world';

interface Props {
  conversation: Conversation;
  /** Nothing comes after it. */
  empty: boolean;
}

export function Beginning({ conversation: one, empty }: Props) {
  const me = useWorld((world) => world.me.id);
  const name = calledOf(one, me);
  return (
    <div className="start">
      <h2 dir="auto">{name}</h2>
      <p>{lead(one, me, name)}</p>
      {empty && <p>{t('noMessages')}</p>}
    </div>
  );
}

function lead(one: Conversation, me: number, name: string): string {
  const other = otherOf(one, me);
  if (other === me) return t('startSelf');
  return other === null ? t('startOfChannel', { name }) : t('startOfDirect', { name });
}
