import { useEffect, useId, useRef, type ReactNode } from 'react';
import { t } from '../words';
import { keepFocus } from './focus';
import { Glyph } from './Glyph';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** The first field; in a question the first answer, which destroys nothing. */
const firstOf = (dialog: HTMLElement) =>
  dialog.querySelector<HTMLElement>('.inside :is(input, select, textarea)') ??
  dialog.querySelector<HTMLElement>('.inside button');

/** A native modal dialog: the browser keeps focus inside and closes on Esc. */
export function Dialog({ title, onClose, children, className }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    // What one came from (a tool of a message) may be gone by then: what holds it is better than nothing.
    const before = document.activeElement;
    const around = before?.parentElement?.closest('[tabindex]');
    if (dialog && !dialog.open) {
      dialog.showModal();
      // By itself the browser begins at the button that closes it.
      firstOf(dialog)?.focus();
    }
    return () => {
      dialog?.close();
      const back = [before, around].find((one) => one?.isConnected);
      if (back instanceof HTMLElement) back.focus();
      keepFocus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={className}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon" aria-label={t('close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </header>
      <div className="inside">{children}</div>
    </dialog>
  );
}
