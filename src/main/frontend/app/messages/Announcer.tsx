import { useEffect, useState } from 'react';
import { onEvent } from '../live';
import { t } from '../words';
import { world } from '../world';
import { plain } from './markdown/plain';

/** A screen reader hears new messages of the open conversation here, and none that scrolling brings in. */
export function Announcer({ channel }: { channel: number }) {
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type !== 'new_message' && event.type !== 'new_reply') return;
        const { message, channel_id } = event.data;
        if (channel_id !== channel || message.sender_id === world.get().me.id) return;
        setSaid(t('saidBy', { name: message.sender.name, text: plain(message.content ?? '') }));
      }),
    [channel],
  );
  return (
    <div className="unseen" aria-live="polite">
      {said}
    </div>
  );
}
