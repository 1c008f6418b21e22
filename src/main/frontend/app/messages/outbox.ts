import type { OutboxEntry } from '@parlance/client';
import { useMemo, useSyncExternalStore } from 'react';
import { copy } from '../ground/copy';
import { toast } from '../ground/ui';
import { client } from '../live';
import { t } from '../words';

/** What is written but not acknowledged, of one conversation, or of one thread in it. */
export function useOutbox(channel: number, parent: string | null): readonly OutboxEntry[] {
  const all = useUnsent(channel);
  return useMemo(() => all.filter((entry) => entry.reply_to === parent), [all, parent]);
}

/** The same of a conversation with all its threads. */
export function useUnsent(channel: number): readonly OutboxEntry[] {
  const store = client().outbox.entries;
  const all = useSyncExternalStore(store.subscribe, store.get);
  return useMemo(() => all.filter((entry) => entry.channel_id === channel), [all, channel]);
}

/** It stays in the outbox until the server has it: a failure is shown at the message, not here. */
export function send(channel: number, text: string, parent: string | null): void {
  client()
    .sendChatMessage(channel, text, parent)
    .catch(() => undefined);
}

export async function copyText(text: string, told: string = t('copied')): Promise<void> {
  if (await copy(text)) toast(told);
}
