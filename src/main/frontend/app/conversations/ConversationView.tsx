import type { Conversation } from '@parlance/client';
import { useEffect, useState } from 'react';
import { useConnection } from '../connection/Banner';
import { Announcer } from '../messages/Announcer';
import { Bones } from '../messages/Bones';
import { loadFailed, loadFirst } from '../messages/load';
import { MessageList } from '../messages/MessageList';
import { useOutbox } from '../messages/outbox';
import type { Timeline } from '../messages/state';
import { Unsent } from '../messages/Unsent';
import { useEditing } from '../messages/useEditing';
import { Writing } from '../messages/Writing';
import { TypingLine } from '../presence/TypingLine';
import { opened } from '../readstate/reading';
import { t } from '../words';
import { useWorld, world } from '../world';
import { ConversationHeader } from './ConversationHeader';
import { JoinBar } from './JoinBar';
import { openMembers } from './load';
import { calledOf, titleOf } from './names';
import { SeenLine } from './SeenLine';

const noMessages = [] as const;
/** More unread than this and the page begins where reading stopped, instead of at the end. */
const manyUnread = 40;

interface Props {
  conversation: Conversation;
  /** The message that the address names, once it is loaded. */
  marked: string | null;
}

export function ConversationView({ conversation, marked }: Props) {
  const { id } = conversation;
  const me = useWorld((state) => state.me.id);
  const timeline = useWorld((state) => state.timelines[id]);
  const loaded = useWorld((state) => state.conversations.loaded);
  const entries = useOutbox(id, null);
  const edit = useEditing(timeline?.messages ?? noMessages, me);
  // Kept from the moment of opening, so that the line stays while what is below it gets read.
  const readTo = useReadTo(conversation, loaded);
  const inside = conversation.role !== null;

  useEffect(() => {
    if (!inside) return;
    opened(id);
    const known = world.get().timelines[id];
    const nothing = !known || (known.failed && known.messages.length === 0);
    if (marked === null && (nothing || known.hasNewer)) {
      const far = conversation.unread_count > manyUnread;
      void loadFirst(id, far ? conversation.last_read_seq : undefined);
    }
    void openMembers(id).catch(() => undefined);
    // Once per opening, and once more if that was before there was a list: what changes later comes by events.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, inside, loaded]);

  // What could not be loaded is asked for again as soon as there is a way.
  const { via } = useConnection();
  const failed = timeline?.failed === true && timeline.messages.length === 0;
  useEffect(() => {
    if (inside && loaded && via !== 'none') loadFailed(id);
  }, [id, inside, via, loaded]);

  const title = titleOf(conversation, me);
  const called = calledOf(conversation, me);
  return (
    <>
      <ConversationHeader conversation={conversation} title={title} />
      {!inside ? (
        <div className="void">
          <p>{t('joinToRead', { name: called })}</p>
          <Unsent channel={id} />
        </div>
      ) : !timeline || isComing(timeline) ? (
        <Bones />
      ) : failed && entries.length === 0 ? (
        <Failed again={() => void loadFirst(id)} />
      ) : (
        <MessageList
          conversation={conversation}
          title={title}
          me={me}
          timeline={timeline}
          entries={entries}
          readTo={readTo}
          marked={marked}
          onEdit={edit.setEditing}
        />
      )}
      <div>
        {!inside ? (
          <JoinBar conversation={conversation} />
        ) : (
          <Writing
            channel={id}
            parent={null}
            label={t('messageTo', { name: called })}
            autoFocus={matchMedia('(pointer: fine)').matches}
            edit={edit}
          />
        )}
        <div className="underline">
          <TypingLine channel={id} />
          <SeenLine conversation={conversation} me={me} />
        </div>
      </div>
      <Announcer channel={id} />
    </>
  );
}

/** There is something to show, and it is on its way: also where the latest page was nothing but replies. */
const isComing = ({ messages, loading, hasOlder, failed }: Timeline) =>
  messages.length === 0 && !failed && (loading === 'first' || hasOlder);

/** The line is drawn anew when somebody looks away: what comes meanwhile is new to them when they are back. */
function useReadTo({ id, unread_count, last_read_seq }: Conversation, loaded: boolean): number | null {
  const unread = unread_count > 0 ? last_read_seq : null;
  const [readTo, setReadTo] = useState(unread);
  const [known, setKnown] = useState(loaded);
  if (known !== loaded) {
    setKnown(loaded);
    setReadTo(unread);
  }
  useEffect(() => {
    const away = () => {
      const now = world.get().conversations.byId[id];
      if (now?.unread_count === 0) setReadTo(Math.max(now.last_read_seq, now.last_seq));
    };
    addEventListener('blur', away);
    return () => removeEventListener('blur', away);
  }, [id]);
  return readTo;
}

function Failed({ again }: { again: () => void }) {
  return (
    <div className="void" role="alert">
      <p>{t('loadFailed')}</p>
      <button type="button" onClick={again}>
        {t('tryAgain')}
      </button>
    </div>
  );
}
