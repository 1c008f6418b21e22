import type { Conversation } from '@parlance/client';
import { t } from '../words';
import { useWorld } from '../world';
import { otherOf } from './names';

/** In a conversation of two: whether the other one has read what I said last. */
export function SeenLine({ conversation, me }: { conversation: Conversation; me: number }) {
  const other = otherOf(conversation, me);
  const last = conversation.last_message;
  const read = useWorld(
    (world) =>
      world.members[conversation.id]?.find((one) => one.user_id === other && other !== me)?.last_read_seq ??
      0,
  );
  const seen = last !== null && last.sender_id === me && read >= last.seq;
  return <span>{seen ? t('seen') : ''}</span>;
}
