import type { Kind, User } from '@parlance/client';
import { useState, type SubmitEvent } from 'react';
import { Dialog } from '../ground/Dialog';
import { goTo } from '../ground/route';
import { attempt, client } from '../live';
import { PeoplePicker } from '../people/PeoplePicker';
import { t, type Key } from '../words';
import { withSnapshot, world } from '../world';

const kinds: readonly { kind: Kind; name: Key; hint: Key }[] = [
  { kind: 'direct', name: 'kindDirect', hint: 'kindDirectHint' },
  { kind: 'group', name: 'kindGroup', hint: 'kindGroupHint' },
  { kind: 'public', name: 'kindPublic', hint: 'kindPublicHint' },
  { kind: 'private', name: 'kindPrivate', hint: 'kindPrivateHint' },
];

export default function NewDialog({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('direct');
  const [name, setName] = useState('');
  const [topic, setTopic] = useState('');
  const [chosen, setChosen] = useState<User[]>([]);
  const [busy, setBusy] = useState(false);
  const channel = kind === 'public' || kind === 'private';
  const complete = channel ? name.trim() !== '' : chosen.length > 0;

  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const made = await attempt(() =>
      client().rest.createConversation({
        kind,
        name: kind === 'direct' || name.trim() === '' ? undefined : name.trim(),
        topic: channel && topic.trim() !== '' ? topic.trim() : undefined,
        participant_ids: chosen.map((one) => one.id),
      }),
    );
    setBusy(false);
    if (!made) return;
    world.set((old) => withSnapshot(old, [made], false));
    client().join(made.id, made.last_seq);
    onClose();
    goTo(made.id);
  };

  return (
    <Dialog title={t('newConversation')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void create(event)}>
        <fieldset>
          <legend>{t('kind')}</legend>
          {kinds.map((one) => (
            <label key={one.kind} className="option">
              <input
                type="radio"
                name="kind"
                checked={kind === one.kind}
                onChange={() => {
                  setKind(one.kind);
                  if (one.kind === 'direct') setChosen(chosen.slice(0, 1));
                }}
              />
              <span>
                {t(one.name)} <span className="note">{t(one.hint)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {kind !== 'direct' && (
          <div className="field">
            <label htmlFor="new-name">{t('name')}</label>
            <input
              id="new-name"
              value={name}
              maxLength={80}
              required={channel}
              dir="auto"
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        )}
        {channel && (
          <div className="field">
            <label htmlFor="new-topic">{t('topic')}</label>
            <input
              id="new-topic"
              value={topic}
              maxLength={250}
              dir="auto"
              autoComplete="off"
              placeholder={t('topicHint')}
              onChange={(event) => setTopic(event.target.value)}
            />
          </div>
        )}
        <PeoplePicker chosen={chosen} onChange={setChosen} single={kind === 'direct'} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="primary" disabled={!complete || busy}>
            {t(kind === 'direct' ? 'open' : 'create')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
