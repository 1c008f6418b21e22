import type { Conversation, Participant, Role } from '@parlance/client';
import { Glyph } from '../ground/Glyph';
import { ask } from '../ground/ui';
import { attempt, client } from '../live';
import { Face } from '../people/Face';
import { nameOf } from '../people/state';
import { Dot } from '../presence/Dot';
import { t } from '../words';
import { loadMembers } from './load';
import { canManage } from './names';
import { talkTo } from './talkTo';

const roles: readonly Role[] = ['owner', 'moderator', 'member'];

interface Props {
  conversation: Conversation;
  member: Participant;
  me: number;
}

export function MemberRow({ conversation: one, member, me }: Props) {
  const name = nameOf(member);
  const self = member.user_id === me;
  const manage = canManage(one) && !self && one.kind !== 'direct' && member.role !== 'owner';
  const then = (work: () => Promise<unknown>) =>
    attempt(async () => {
      await work();
      await loadMembers(one.id);
    });
  const remove = () =>
    ask({
      title: t('removeQuestion', { name }),
      yes: t('remove'),
      then: () => then(() => client().rest.removeParticipant(one.id, member.user_id)),
    });
  return (
    <li>
      <Face id={member.user_id} name={name} />
      <div className="grow">
        {self || one.kind === 'direct' ? (
          <span dir="auto">
            {name} {self && <span className="note">({t('you')})</span>}
          </span>
        ) : (
          <button type="button" className="name" dir="auto" onClick={() => void talkTo(member.user_id)}>
            {name}
          </button>
        )}
        <div>
          <Dot userId={member.user_id} word />
        </div>
      </div>
      {one.role === 'owner' && !self && one.kind !== 'direct' ? (
        <select
          aria-label={t('roleOf', { name })}
          value={member.role}
          onChange={(event) =>
            void then(() => client().rest.setRole(one.id, member.user_id, event.target.value as Role))
          }
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(role)}
            </option>
          ))}
        </select>
      ) : (
        member.role !== 'member' && <span className="note">{t(member.role)}</span>
      )}
      {manage && (
        <button
          type="button"
          className="icon"
          aria-label={`${t('remove')}: ${name}`}
          title={t('remove')}
          onClick={remove}
        >
          <Glyph name="close" />
        </button>
      )}
    </li>
  );
}
