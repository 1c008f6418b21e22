import { withModifier } from '../ground/keys';
import { currentRoute, goTo, openPane } from '../ground/route';
import { currentDialog, openDialog } from '../ground/ui';
import { world } from '../world';
import { sections } from './names';

export function watchKeys(): () => void {
  const key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (withModifier(event) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      openDialog(currentDialog() === 'switch' ? null : 'switch');
    } else if (withModifier(event) && event.key === '/') {
      event.preventDefault();
      openDialog('shortcuts');
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1, event.shiftKey);
    } else if (
      event.key === 'Escape' &&
      !event.defaultPrevented &&
      !document.querySelector('dialog[open], :popover-open')
    ) {
      const route = currentRoute();
      if (route.page === 'conversation' && route.pane) openPane(null);
      else document.querySelector<HTMLElement>('.latest')?.click();
    }
  };
  addEventListener('keydown', key);
  return () => removeEventListener('keydown', key);
}

function step(by: number, unreadOnly: boolean): void {
  const { conversations, me } = world.get();
  const { channels, direct } = sections(Object.values(conversations.byId), me.id);
  const all = [...channels, ...direct];
  const route = currentRoute();
  const at = all.findIndex((one) => route.page === 'conversation' && one.id === route.id);
  for (let i = 1; i <= all.length; i += 1) {
    const start = at < 0 && by < 0 ? 0 : at;
    const one = all[(start + by * i + all.length * 2) % all.length];
    if (one && (!unreadOnly || one.unread_count > 0)) {
      goTo(one.id);
      return;
    }
  }
}
