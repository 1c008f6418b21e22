import { Combobox, ComboboxItem, ComboboxList, ComboboxProvider } from '@ariakit/react/combobox';
import type { Conversation } from '@parlance/client';
import { useMemo, useState } from 'react';
import { Dialog } from '../ground/Dialog';
import { goTo } from '../ground/route';
import { Dot } from '../presence/Dot';
import { t } from '../words';
import { useWorld } from '../world';
import { otherOf, titleOf } from './names';
import { Sigil } from './Sigil';

/** Ctrl+K: a few letters and Enter. Unread first, then what was busy last. */
export default function SwitchDialog({ onClose }: { onClose: () => void }) {
  const me = useWorld((world) => world.me.id);
  const byId = useWorld((world) => world.conversations.byId);
  const [query, setQuery] = useState('');
  const found = useMemo(() => search(Object.values(byId), query, me), [byId, query, me]);
  return (
    <Dialog title={t('switchTo')} onClose={onClose}>
      <ComboboxProvider inputValue={query} setInputValue={setQuery} open setOpen={() => undefined} focusLoop>
        <Combobox autoSelect="always" autoFocus className="field" aria-label={t('switchTo')} />
        <ComboboxList alwaysVisible className="choices" aria-label={t('conversations')}>
          {found.map((one) => (
            <Choice key={one.id} one={one} me={me} onClose={onClose} />
          ))}
        </ComboboxList>
        {found.length === 0 && <p className="quiet">{t('nothingFound')}</p>}
      </ComboboxProvider>
    </Dialog>
  );
}

function Choice({ one, me, onClose }: { one: Conversation; me: number; onClose: () => void }) {
  const other = otherOf(one, me);
  return (
    <ComboboxItem
      focusOnHover
      setValueOnClick={false}
      hideOnClick={false}
      onClick={() => {
        onClose();
        goTo(one.id);
      }}
    >
      <span className="sigil">{other === null ? <Sigil kind={one.kind} /> : <Dot userId={other} />}</span>
      <span className="clip" dir="auto">
        {titleOf(one, me)}
      </span>
      {one.unread_count > 0 && <span className="count">{one.unread_count}</span>}
    </ComboboxItem>
  );
}

function search(all: Conversation[], query: string, me: number): Conversation[] {
  const words = query.toLocaleLowerCase().replace(/[#@]/g, '').split(/\s+/).filter(Boolean);
  const text = (one: Conversation) =>
    [
      titleOf(one, me),
      ...one.participants.flatMap((person) => (one.kind === 'direct' ? [person.username] : [])),
    ]
      .join(' ')
      .toLocaleLowerCase();
  return all
    .filter((one) => words.every((word) => text(one).includes(word)))
    .sort(
      (a, b) =>
        Number(b.unread_count > 0) - Number(a.unread_count > 0) ||
        (b.last_activity_at ?? '').localeCompare(a.last_activity_at ?? ''),
    )
    .slice(0, 50);
}
