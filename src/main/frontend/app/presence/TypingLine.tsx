import { useEffect, useState } from 'react';
import { t } from '../words';
import { useWorld } from '../world';
import type { Typist } from './state';

const none: readonly Typist[] = [];

/** At most three names; each ends by itself. */
export function TypingLine({ channel }: { channel: number }) {
  const me = useWorld((world) => world.me.id);
  const people = useWorld((world) => world.people);
  const typists = useWorld((world) => world.typing[channel] ?? none);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (typists.length === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [typists]);
  const names = typists
    .filter((one) => one.until > now && one.user_id !== me)
    .map((one) => people[one.user_id]?.name ?? one.username);
  return <span className="clip">{line(names)}</span>;
}

export function line(names: string[]): string {
  const [a = '', b = '', c = ''] = names;
  switch (names.length) {
    case 0:
      return '';
    case 1:
      return t('typingOne', { a });
    case 2:
      return t('typingTwo', { a, b });
    case 3:
      return t('typingThree', { a, b, c });
    default:
      return t('typingMany');
  }
}
