import type { ConnectionStatus } from '@parlance/client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { client } from '../live';
import { t } from '../words';

export function useConnection(): ConnectionStatus {
  const store = client().connection;
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Hidden while connected. It says what happens next and never stands in the way of reading. */
export function Banner() {
  const status = useConnection();
  const patient = usePatience(status.state);
  const left = useSecondsUntil(status.nextTryAt);
  const shown = status.state !== 'connected' && patient;
  return (
    <div role="status" aria-live="polite" className={shown ? 'banner' : 'unseen'} data-tone={status.state}>
      {shown && (
        <>
          {status.state !== 'error' && <span className="turning" aria-hidden="true" />}
          <span>
            {said(status)}
            {left !== null && <span aria-hidden="true"> {t('nextTry', { seconds: left })}</span>}
          </span>
          {status.state !== 'connecting' && (
            <button type="button" onClick={() => client().tryNow()}>
              {t('tryNow')}
            </button>
          )}
        </>
      )}
    </div>
  );
}

function said(status: ConnectionStatus): string {
  switch (status.state) {
    case 'connecting':
      return t('connecting');
    case 'error':
      return t(status.via === 'rest' ? 'byRest' : 'connectionError');
    case 'disconnected':
    case 'connected':
      if (status.reason === 'offline') return t('offline');
      return t(status.via === 'rest' ? 'byRest' : 'disconnected');
  }
}

/** Connecting usually takes a blink: it is shown, and moves the page, only if it takes longer. */
function usePatience(state: string): boolean {
  const [patient, setPatient] = useState(false);
  const connecting = state === 'connecting';
  useEffect(() => {
    const timer = setTimeout(() => setPatient(true), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return patient || !connecting;
}

function useSecondsUntil(at: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (at === null) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [at]);
  return at === null ? null : Math.max(0, Math.ceil((at - now) / 1000));
}
