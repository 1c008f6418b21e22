import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface Props {
  label: string;
  face: ReactNode;
  className?: string;
  /** The face is text and names the button itself. */
  named?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A button that opens a native popover below or above itself: light dismissal, Esc and focus are the browser's. */
export function Menu({ label, face, className = 'icon', named = false, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const box = popover.current;
    if (!open || !box || !button.current) return;
    const anchor = button.current;
    // Its content may come later (the emoji picker does) and want another place.
    const observer = new ResizeObserver(() => place(box, anchor));
    observer.observe(box);
    box.querySelector<HTMLElement>('button, input')?.focus();
    return () => observer.disconnect();
  }, [open]);

  const close = () => document.getElementById(id)?.hidePopover();
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={named ? undefined : label}
        aria-expanded={open}
        title={label}
        popoverTarget={id}
      >
        {face}
      </button>
      <div
        ref={popover}
        id={id}
        className="menu"
        popover="auto"
        role="group"
        aria-label={label}
        onClick={(event) => {
          // An entry that was chosen closes the menu; what lies deeper (a picker) closes it itself.
          if ((event.target as HTMLElement).closest('button')?.parentElement === popover.current) close();
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={walk}
      >
        {open && children(close)}
      </div>
    </>
  );
}

/** Arrows walk the entries; Tab does too, since they are plain buttons. */
function walk(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  if (entries.length === 0) return;
  const at = entries.indexOf(document.activeElement as HTMLElement);
  const step = event.key === 'ArrowDown' ? 1 : -1;
  event.preventDefault();
  event.stopPropagation();
  entries[(at + step + entries.length) % entries.length]?.focus();
}

export function place(box: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const gap = 4;
  const below = at.bottom + gap + size.height <= innerHeight;
  const top = below ? at.bottom + gap : Math.max(gap, at.top - gap - size.height);
  const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
  const wanted = rightToLeft || at.left + size.width > innerWidth - gap ? at.right - size.width : at.left;
  box.style.top = `${top}px`;
  box.style.left = `${Math.max(gap, Math.min(wanted, innerWidth - size.width - gap))}px`;
}
