import type { Conversation } from '@parlance/client';
import { attempt, client, refreshConversation } from '../live';
import { t } from '../words';

/** A public channel can be found before it is joined, and read and written in from then on. */
export function JoinBar({ conversation }: { conversation: Conversation }) {
  const join = () =>
    attempt(async () => {
      await client().rest.addParticipant(conversation.id, { user_id: 'me' });
      await refreshConversation(conversation.id);
    });
  return (
    <div className="composer">
      <button type="button" className="primary" onClick={() => void join()}>
        {t('join')}
      </button>
    </div>
  );
}
