import type { ReactNode } from 'react';
import { createStore, useStore } from './store';

/** What lies on top of the page. At most one dialog at a time. */
export type DialogName = 'new' | 'browse' | 'switch' | 'shortcuts' | 'settings' | null;

interface Question {
  title: string;
  hint?: string;
  yes: string;
  then: () => Promise<unknown>;
}

interface Toast {
  id: number;
  text: ReactNode;
}

interface Ui {
  dialog: DialogName;
  question: Question | null;
  toasts: readonly Toast[];
}

const ui = createStore<Ui>({ dialog: null, question: null, toasts: [] });

export const useUi = <T>(select: (state: Ui) => T): T => useStore(ui, select);
export const openDialog = (dialog: DialogName): void => ui.set((old) => ({ ...old, dialog }));
export const currentDialog = (): DialogName => ui.get().dialog;
/** Destructive acts are asked about first. */
export const ask = (question: Question): void => ui.set((old) => ({ ...old, question }));
export const answered = (): void => ui.set((old) => ({ ...old, question: null }));

let last = 0;

export function toast(text: string): void {
  const id = (last += 1);
  ui.set((old) => ({ ...old, toasts: [...old.toasts.slice(-2), { id, text }] }));
  setTimeout(() => ui.set((old) => ({ ...old, toasts: old.toasts.filter((one) => one.id !== id) })), 6000);
}
