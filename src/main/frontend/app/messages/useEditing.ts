import type { Message } from '@parlance/client';
import { useState } from 'react';
import { attempt, client } from '../live';
import { keepDraft } from './drafts';

/** Which of my messages is in the box to be changed. */
export function useEditing(messages: readonly Message[], me: number) {
  const [editing, setEditing] = useState<Message | null>(null);
  const editLast = () => {
    const mine = messages.filter((one) => one.sender_id === me && !one.deleted);
    setEditing(mine[mine.length - 1] ?? null);
  };
  const save = async (text: string) => {
    const message = editing;
    setEditing(null);
    if (!message || text === message.content) return;
    if (await attempt(() => client().editMessage(message.id, text))) return;
    // What was not taken is in the box again, unless another message is by now.
    keepDraft(editKey(message), text);
    setEditing((now) => now ?? message);
  };
  const cancel = () => {
    if (editing) keepDraft(editKey(editing), '');
    setEditing(null);
  };
  return { editing, setEditing, editLast, save: (text: string) => void save(text), cancel };
}

/** Where the text is kept that a message is to be changed into, until it is. */
export const editKey = (message: Message): string => `edit/${message.id}`;
