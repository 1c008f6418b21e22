import type { Status } from '@parlance/client';
import { ago } from '../ground/time';
import { t } from '../words';
import { useWorld } from '../world';

export function statusName(status: Status): string {
  switch (status) {
    case 'online':
      return t('online');
    case 'away':
      return t('away');
    case 'busy':
      return t('busy');
    case 'offline':
      return t('statusOffline');
  }
}

export function useStatus(userId: number): Status {
  return useWorld((world) => world.presence[userId]?.status ?? 'offline');
}

/** A shape and a word, not colour alone. */
export function Dot({ userId, word = false }: { userId: number; word?: boolean }) {
  const status = useStatus(userId);
  const seen = useWorld((world) => world.presence[userId]?.last_seen_at ?? null);
  const name = statusName(status);
  const told = status === 'offline' && seen ? `${name}, ${t('lastSeen', { time: ago(seen) })}` : name;
  return (
    <>
      <span className="dot" data-status={status} title={told} aria-hidden="true" />
      <span className={word ? 'small quiet' : 'unseen'}>{word ? told : name}</span>
    </>
  );
}
