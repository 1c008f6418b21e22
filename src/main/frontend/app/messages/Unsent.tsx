import { PendingView } from './Message';
import { useUnsent } from './outbox';

/** What I wrote where I am not any more: to be taken elsewhere, discarded, or sent once I am back. */
export function Unsent({ channel }: { channel: number }) {
  const entries = useUnsent(channel);
  if (entries.length === 0) return null;
  return (
    <div className="unsent">
      {entries.map((entry) => (
        <PendingView key={entry.client_id} entry={entry} first />
      ))}
    </div>
  );
}
