import type { User } from '@parlance/client';
import { useEffect, useId, useState } from 'react';
import { client } from '../live';
import { Dot } from '../presence/Dot';
import { withStatuses } from '../presence/state';
import { t } from '../words';
import { world } from '../world';
import { Face } from './Face';
import { learn, nameOf } from './state';

interface Props {
  chosen: readonly User[];
  onChange: (chosen: User[]) => void;
  /** One only: choosing another one takes its place. */
  single?: boolean;
  /** Already there. */
  without?: readonly number[];
}

export function PeoplePicker({ chosen, onChange, single = false, without = [] }: Props) {
  const id = useId();
  const [query, setQuery] = useState('');
  const found = usePeople(query);
  const taken = new Set([...without, ...chosen.map((one) => one.id), world.get().me.id]);
  const offered = found?.filter((one) => !taken.has(one.id));
  const take = (one: User) => onChange(single ? [one] : [...chosen, one]);
  return (
    <div className="field">
      <label htmlFor={id}>{t('people')}</label>
      {chosen.length > 0 && (
        <div className="chips">
          {chosen.map((one) => (
            <button
              key={one.id}
              type="button"
              aria-label={`${t('remove')}: ${nameOf(one)}`}
              onClick={() => onChange(chosen.filter((other) => other.id !== one.id))}
            >
              {nameOf(one)} <span aria-hidden="true">×</span>
            </button>
          ))}
        </div>
      )}
      <input
        id={id}
        type="search"
        autoComplete="off"
        placeholder={t('findPeople')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const first = offered?.[0];
          if (event.key !== 'Enter' || !first || query === '') return;
          event.preventDefault();
          take(first);
          setQuery('');
        }}
      />
      <ul className="rowlist choices" aria-live="polite">
        {offered?.map((one) => (
          <li key={one.id}>
            <button type="button" className="person" onClick={() => take(one)}>
              <Face id={one.id} name={nameOf(one)} />
              <span className="grow">
                <span className="clip" dir="auto">
                  {nameOf(one)}
                </span>{' '}
                <span className="note">@{one.username}</span>
              </span>
              <Dot userId={one.id} />
            </button>
          </li>
        ))}
        {offered?.length === 0 && <li className="quiet small">{t('nobodyFound')}</li>}
      </ul>
    </div>
  );
}

/** The answer to the last thing typed; an older one that comes later is dropped. */
function usePeople(query: string): User[] | null {
  const [found, setFound] = useState<User[] | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(
      () => {
        client()
          .rest.users(query.trim())
          .then(({ items }) => {
            if (gone) return;
            world.set((old) => ({
              ...old,
              people: learn(old.people, items),
              presence: withStatuses(old.presence, items),
            }));
            setFound(items);
          })
          .catch(() => {
            if (!gone) setFound([]);
          });
      },
      query === '' ? 0 : 200,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [query]);
  return found;
}
