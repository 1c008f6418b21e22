/**
 * Where one goes on when what had the focus is gone: in the box, or, where that would bring up a keyboard on the screen,
 * at the messages; and beside them where they are not shown.
 */
export function keepFocus(): void {
  const box = matchMedia('(pointer: fine)').matches ? ['.composer textarea'] : [];
  for (const place of [...box, '#main', '.pane button']) {
    if (document.activeElement && document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(place)?.focus();
  }
}
