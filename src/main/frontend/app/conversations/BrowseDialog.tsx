import type { Conversation } from '@parlance/client';
import { useEffect, useState } from 'react';
import { Dialog } from '../ground/Dialog';
import { goTo } from '../ground/route';
import { attempt, client, refreshConversation } from '../live';
import { t } from '../words';
import { useWorld } from '../world';
import { calledOf } from './names';

/** Public channels: to look into, and to join. */
export default function BrowseDialog({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Conversation[] | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(
      () => {
        client()
          .rest.channels(query.trim())
          .then(({ items }) => gone || setFound(items))
          .catch(() => gone || setFound([]));
      },
      query === '' ? 0 : 200,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [query]);
  const open = (id: number) => {
    onClose();
    goTo(id);
  };
  return (
    <Dialog title={t('browseChannels')} onClose={onClose}>
      <input
        type="search"
        aria-label={t('findChannels')}
        placeholder={t('findChannels')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="rowlist" aria-live="polite">
        {found?.map((one) => (
          <Row key={one.id} channel={one} open={() => open(one.id)} />
        ))}
        {found?.length === 0 && <li className="quiet">{t('noChannels')}</li>}
      </ul>
    </Dialog>
  );
}

function Row({ channel, open }: { channel: Conversation; open: () => void }) {
  const inside = useWorld((world) => (world.conversations.byId[channel.id]?.role ?? null) !== null);
  const join = async () => {
    const done = await attempt(async () => {
      await client().rest.addParticipant(channel.id, { user_id: 'me' });
      await refreshConversation(channel.id);
      return true;
    });
    if (done) open();
  };
  return (
    <li>
      <div className="grow">
        <div className="clip" dir="auto">
          {calledOf(channel, 0)}
        </div>
        <div className="note clip" dir="auto">
          {[t('memberCount', { count: channel.participant_count }), channel.topic]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <button type="button" className={inside ? '' : 'primary'} onClick={inside ? open : () => void join()}>
        {t(inside ? 'open' : 'join')}
      </button>
    </li>
  );
}
