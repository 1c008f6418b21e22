import type { Conversation, Participant, Role, User } from '@parlance/client';
import { useEffect, useState, type SubmitEvent } from 'react';
import { Glyph } from '../ground/Glyph';
import { go, openPane } from '../ground/route';
import { ask } from '../ground/ui';
import { attempt, client, refreshConversation } from '../live';
import { LevelChoice } from '../notifications/LevelChoice';
import { PeoplePicker } from '../people/PeoplePicker';
import { t } from '../words';
import { useWorld, world } from '../world';
import { loadMembers } from './load';
import { MemberRow } from './MemberRow';
import { calledOf, canManage } from './names';
import { withoutConversation } from './state';

const nobody: readonly Participant[] = [];

export default function AboutPane({ conversation: one }: { conversation: Conversation }) {
  const me = useWorld((state) => state.me.id);
  const members = useWorld((state) => state.members[one.id] ?? nobody);
  // Its number is told even where it is not told who came.
  const { id, participant_count: count } = one;
  useEffect(() => void loadMembers(id).catch(() => undefined), [id, count]);
  const manage = canManage(one);
  const fixed = one.kind === 'direct';
  return (
    <aside className="pane" aria-label={t('details')}>
      <header className="bar">
        <h2 className="title">{t('details')}</h2>
        <button type="button" className="icon" aria-label={t('close')} onClick={() => openPane(null)}>
          <Glyph name="close" />
        </button>
      </header>
      <div className="inside">
        {manage && !fixed && <Rename key={one.id} conversation={one} />}
        <LevelChoice channel={one.id} />
        <section className="field">
          <h3>{t('memberCount', { count: one.participant_count })}</h3>
          <ul className="rowlist">
            {members.map((member) => (
              <MemberRow key={member.user_id} conversation={one} member={member} me={me} />
            ))}
          </ul>
        </section>
        {manage && !fixed && <Invite key={`in ${one.id}`} conversation={one} members={members} />}
        {one.role !== null && !fixed && <Leaving conversation={one} me={me} />}
      </div>
    </aside>
  );
}

function Rename({ conversation: one }: { conversation: Conversation }) {
  const [name, setName] = useState(one.name ?? '');
  const [topic, setTopic] = useState(one.topic ?? '');
  const same = name.trim() === (one.name ?? '') && topic.trim() === (one.topic ?? '');
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    await attempt(async () => {
      const renamed = name.trim() === (one.name ?? '') ? undefined : name.trim();
      await client().rest.updateConversation(one.id, { name: renamed, topic: topic.trim() });
      await refreshConversation(one.id);
    });
  };
  return (
    <form className="stack" onSubmit={(event) => void save(event)}>
      <div className="field">
        <label htmlFor="about-name">{t('name')}</label>
        <input
          id="about-name"
          value={name}
          maxLength={80}
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="about-topic">{t('topic')}</label>
        <input
          id="about-topic"
          value={topic}
          maxLength={250}
          dir="auto"
          placeholder={t('topicHint')}
          onChange={(event) => setTopic(event.target.value)}
        />
      </div>
      {!same && (
        <div className="actions">
          <button type="submit" className="primary">
            {t('save')}
          </button>
        </div>
      )}
    </form>
  );
}

function Invite({
  conversation: one,
  members,
}: {
  conversation: Conversation;
  members: readonly Participant[];
}) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<User[]>([]);
  if (!open) {
    return (
      <button type="button" onClick={() => setOpen(true)}>
        {t('addPeople')}
      </button>
    );
  }
  const add = async () => {
    await attempt(async () => {
      const role: Role = 'member';
      for (const person of chosen) await client().rest.addParticipant(one.id, { user_id: person.id, role });
    });
    setOpen(false);
    setChosen([]);
    await loadMembers(one.id);
  };
  return (
    <section className="stack">
      <PeoplePicker chosen={chosen} onChange={setChosen} without={members.map((member) => member.user_id)} />
      <div className="actions">
        <button type="button" onClick={() => setOpen(false)}>
          {t('cancel')}
        </button>
        <button type="button" className="primary" disabled={chosen.length === 0} onClick={() => void add()}>
          {t('add')}
        </button>
      </div>
    </section>
  );
}

function Leaving({ conversation: one, me }: { conversation: Conversation; me: number }) {
  const name = calledOf(one, me);
  const gone = () => {
    world.set((old) => ({ ...old, conversations: withoutConversation(old.conversations, one.id) }));
    go({ page: 'home' });
  };
  const leave = () =>
    ask({
      title: t('leaveQuestion', { name }),
      hint: t(one.kind === 'public' ? 'leavePublicHint' : 'leavePrivateHint'),
      yes: t('leave'),
      then: async () => {
        if (
          await attempt(() =>
            client()
              .rest.removeParticipant(one.id, 'me')
              .then(() => true),
          )
        )
          gone();
      },
    });
  const remove = () =>
    ask({
      title: t('deleteConversationQuestion', { name }),
      hint: t('deleteConversationHint'),
      yes: t('delete'),
      then: async () => {
        if (
          await attempt(() =>
            client()
              .rest.deleteConversation(one.id)
              .then(() => true),
          )
        )
          gone();
      },
    });
  return (
    <div className="stack">
      <button type="button" className="danger" onClick={leave}>
        {t('leave')}
      </button>
      {one.role === 'owner' && (
        <button type="button" className="danger" onClick={remove}>
          {t('deleteConversation')}
        </button>
      )}
    </div>
  );
}
