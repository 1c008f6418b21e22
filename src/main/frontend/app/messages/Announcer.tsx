import { useEffect, useState } from 'react';
import { onEvent } from '../live';
import { t } from '../words';
import { world } from '../world';
import { plain } from './markdown/plain';

interface Said {
  id: string;
  text: string;
}

/** What is taken away is not heard; what is not yet, is. */
const most = 5;

/**
 * A screen reader hears new messages of the open conversation here, and none that scrolling brings in: each as an
 * element of its own, so that several at once and the same words twice are heard, too.
 */
export function Announcer({ channel }: { channel: number }) {
  const [said, setSaid] = useState<readonly Said[]>([]);
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type !== 'new_message' && event.type !== 'new_reply') return;
        const { message, channel_id } = event.data;
        if (channel_id !== channel || message.sender_id === world.get().me.id) return;
        const text = t('saidBy', { name: message.sender.name, text: plain(message.content ?? '') });
        setSaid((old) =>
          [...old.filter(({ id }) => id !== message.id), { id: message.id, text }].slice(-most),
        );
      }),
    [channel],
  );
  return (
    <div className="unseen" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
