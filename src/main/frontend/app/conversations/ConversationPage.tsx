import { asError } from '@parlance/client';
import { useEffect, useState } from 'react';
import { useConnection } from '../connection/Banner';
import { go, goTo } from '../ground/route';
import { toast } from '../ground/ui';
import { client, refreshConversation } from '../live';
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
  useEffect(() => {
    if (!inside || !loaded || message === null) return;
    const known = world.get().timelines[id]?.messages.some((one) => one.id === message);
    if (!known) void showMessage(id, message);
  }, [id, inside, loaded, message]);

  // What the browser kept is shown where the server does not answer, and not before it could.
  if (!away && (state === 'disconnected' || state === 'error')) setAway(true);
  if (missing === id && !conversation) return <NotFound id={id} />;
  if (!conversation || !(loaded || away)) return <Waiting />;
  return <ConversationView key={id} conversation={conversation} marked={message} />;
}

/** Loads the part of the history that a link points into; a reply is shown in its thread. */
async function showMessage(id: number, message: string): Promise<void> {
  try {
    const found = await client().rest.message(message);
    if (found.channel_id !== id) throw new Error('elsewhere');
    if (found.parent_id === null) await loadFirst(id, found.seq);
    else {
      const pane = { kind: 'thread', id: found.parent_id, reply: message } as const;
      go({ page: 'conversation', id, message: found.parent_id, pane }, 'replace');
    }
  } catch {
    toast(t('messageNotFound'));
    goTo(id);
    if (!world.get().timelines[id]) await loadFirst(id);
  }
}

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
