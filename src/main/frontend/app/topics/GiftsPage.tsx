import { useState, type SubmitEvent } from 'react';
import { followLink } from '../ground/route';
import { attempt } from '../live';
import { t } from '../words';
import { useWorld } from '../world';
import { loadGifts, publish, topic, type Gift } from './gifts';
import { useTopicQuery } from './useTopicQuery';
import '../styles/gifts.css';

/** The demonstration of topics: a list that everybody who looks at it sees change. */
export default function GiftsPage() {
  const { data, state } = useTopicQuery(topic, loadGifts);
  const mayPublish = useWorld((world) => world.me.roles?.includes('publisher') === true);
  return (
    <main className="gifts" id="main">
      <header>
        <h1>{t('gifts')}</h1>
        <p className="quiet">{t('giftsLead')}</p>
      </header>
      {state === 'refused' ? (
        <p role="alert">{t('giftsRefused')}</p>
      ) : state === 'failed' && data === null ? (
        <p role="alert">{t('loadFailed')}</p>
      ) : (
        <List gifts={data} mayPublish={mayPublish} />
      )}
      {state === 'live' && (mayPublish ? <Add /> : <p className="quiet small">{t('giftsCannotPublish')}</p>)}
      <a href="/" onClick={followLink}>
        {t('toParlance')}
      </a>
    </main>
  );
}

function List({ gifts, mayPublish }: { gifts: readonly Gift[] | null; mayPublish: boolean }) {
  if (gifts === null) return <p className="quiet">{t('loading')}</p>;
  return (
    <ul className="rowlist" aria-live="polite">
      {gifts.length === 0 && <li className="quiet">{t('giftsEmpty')}</li>}
      {gifts.map((gift) => (
        <Row key={gift.id} gift={gift} mayPublish={mayPublish} />
      ))}
    </ul>
  );
}

function Row({ gift, mayPublish }: { gift: Gift; mayPublish: boolean }) {
  const me = useWorld((world) => world.me.name || world.me.username);
  return (
    <li>
      <span className="grow" dir="auto">
        {gift.name}
      </span>
      {gift.giver !== null && <span className="note">{t('giftTaken', { name: gift.giver })}</span>}
      {mayPublish && gift.giver === null && (
        <button type="button" onClick={() => void attempt(() => publish('ASSIGNED', gift.id, { giver: me }))}>
          {t('giftTake')}
        </button>
      )}
      {mayPublish && (
        <button type="button" onClick={() => void attempt(() => publish('DELETED', gift.id, {}))}>
          {t('giftRemove')}
        </button>
      )}
    </li>
  );
}

function Add() {
  const [name, setName] = useState('');
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    if (await attempt(() => publish('ADDED', Date.now().toString(36), { name: name.trim() }))) setName('');
  };
  return (
    <form className="option" onSubmit={(event) => void add(event)}>
      <input
        aria-label={t('giftName')}
        placeholder={t('giftName')}
        value={name}
        maxLength={120}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="primary">
        {t('giftAdd')}
      </button>
    </form>
  );
}
