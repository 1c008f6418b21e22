import { asError, ParlanceError } from '@parlance/client';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../connection/Banner';
import { go, unmark } from '../ground/route';
import { toast } from '../ground/ui';
import { refreshConversation, takeIn } from '../live';
import { Bones } from '../messages/Bones';
import { loadFirst } from '../messages/load';
import { Unsent } from '../messages/Unsent';
import { t } from '../words';
import { useWorld, world } from '../world';
import { ConversationView } from './ConversationView';

/** What the address names. What does not exist and what is not for me look the same. */
export function ConversationPage({ id, message }: { id: number; message: string | null }) {
  const conversation = useWorld((state) => state.conversations.byId[id]);
  const loaded = useWorld((state) => state.conversations.loaded);
  const { via, state } = useConnection();
  const [away, setAway] = useState(false);
  const [missing, setMissing] = useState<number | null>(null);

  useEffect(() => {
    if (conversation || !loaded) return;
    let gone = false;
    refreshConversation(id).catch((reason: unknown) => {
      if (!gone && !asError(reason).retryable) setMissing(id);
    });
    return () => {
      gone = true;
    };
  }, [id, conversation, loaded, via]);

  // Once for each address: what changes in the conversation later does not bring anybody back there.
  const inside = conversation !== undefined && conversation.role !== null;
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (message === null) shown.current = null;
    if (!inside || !loaded || message === null || shown.current === message) return;
    let gone = false;
    void showMessage(id, message, () => gone).then((found) => {
      if (found && !gone) shown.current = message;
    });
    return () => {
      gone = true;
    };
  }, [id, inside, loaded, message, via]);

  // What the browser kept is shown where the server does not answer, and not before it could.
  if (!away && (state === 'disconnected' || state === 'error')) setAway(true);
  if (missing === id && !conversation) return <NotFound id={id} />;
  if (!conversation || !(loaded || away)) return <Waiting />;
  return <ConversationView key={id} conversation={conversation} marked={message} />;
}

/**
 * Loads the part of the history that a link points into; a reply is shown in its thread. False where the server could
 * not be asked: then it is asked once more when there is another way.
 */
async function showMessage(id: number, message: string, isGone: () => boolean): Promise<boolean> {
  if (isLoaded(id, message)) return true;
  try {
    const found = await takeIn(
      (made) => made.rest.message(message),
      (old) => old,
    );
    if (isGone()) return false;
    if (found.channel_id !== id) throw new ParlanceError('not_found', 'elsewhere');
    if (found.parent_id === null) {
      await loadFirst(id, found.seq);
      return isLoaded(id, message);
    }
    const pane = { kind: 'thread', id: found.parent_id, reply: message } as const;
    go({ page: 'conversation', id, message: found.parent_id, pane }, 'replace');
    return true;
  } catch (reason) {
    if (isGone()) return false;
    const mayCome = asError(reason).retryable;
    if (!mayCome) {
      toast(t('messageNotFound'));
      unmark();
    }
    if (!world.get().timelines[id]) await loadFirst(id);
    return !mayCome;
  }
}

const isLoaded = (id: number, message: string) =>
  world.get().timelines[id]?.messages.some((one) => one.id === message) === true;

function Waiting() {
  return (
    <>
      <header className="bar" />
      <Bones />
      <div />
    </>
  );
}

function NotFound({ id }: { id: number }) {
  return (
    <div className="void">
      <h2>{t('notFound')}</h2>
      <p>{t('notFoundHint')}</p>
      <Unsent channel={id} />
      <button type="button" onClick={() => go({ page: 'home' })}>
        {t('toList')}
      </button>
    </div>
  );
}
