/** Arrows walk the messages, Home and End go to the first and last on the page; Tab then reaches the tools. */
export function walkMessages(event: React.KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const list = event.currentTarget;
  const at = target.closest<HTMLElement>('article');
  // In a menu, a box or a long piece of code the arrows mean something else.
  if (target !== list && target.closest('[popover], pre, input, textarea')) return;
  const all = [...list.querySelectorAll<HTMLElement>('article')];
  const next = nextOf(event.key, all, at);
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function nextOf(key: string, all: HTMLElement[], at: HTMLElement | null): HTMLElement | undefined {
  const index = at ? all.indexOf(at) : all.length;
  switch (key) {
    case 'ArrowUp':
      return all[Math.max(0, index - 1)];
    case 'ArrowDown':
      return all[Math.min(all.length - 1, index + 1)];
    case 'Home':
      return all[0];
    case 'End':
      return all[all.length - 1];
    default:
      return undefined;
  }
}
