import { world } from '../world';
import { showAs } from './showAs';

const patience = 5 * 60_000;
/** As often as this it is noted that somebody is here. */
const often = 1000;

/** When somebody last did something in any tab of this browser. */
const stirredKey = 'parlance.stirred';
/** Who is away only because nobody did anything; it outlives the page, as the status does. */
const idleKey = 'parlance.idle';

/** Online becomes away after five quiet minutes, and online again at the first touch. What was chosen by hand stays. */
export function watchIdle(): () => void {
  let stirred = 0;
  let timer = setTimeout(leave, patience);

  function leave() {
    const left = Math.max(stirred, Number(recall(stirredKey))) + patience - Date.now();
    timer = setTimeout(leave, left > 0 ? left : patience);
    if (left > 0 || status() !== 'online') return;
    note(idleKey, String(world.get().me.id));
    void showAs('away').catch(() => undefined);
  }

  function stir() {
    if (Date.now() - stirred < often) return;
    stirred = Date.now();
    note(stirredKey, String(stirred));
    if (recall(idleKey) !== String(world.get().me.id)) return;
    // Busy was chosen elsewhere. Offline is also who has no socket: the next touch tries again, as after a sleep.
    if (status() === 'busy') noLongerIdle();
    else void showAs('online').then(noLongerIdle, () => undefined);
  }

  const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;
  for (const kind of kinds) addEventListener(kind, stir, { passive: true });
  return () => {
    clearTimeout(timer);
    for (const kind of kinds) removeEventListener(kind, stir);
  };
}

/** From now on the status is not only that of somebody who did nothing. */
export const noLongerIdle = (): void => note(idleKey, '');

const status = () => {
  const { me, presence } = world.get();
  return presence[me.id]?.status ?? 'online';
};

function note(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is full or forbidden: each tab looks after itself.
  }
}

function recall(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
