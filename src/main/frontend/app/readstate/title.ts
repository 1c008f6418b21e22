import { settings } from '../ground/settings';
import { t } from '../words';
import { world, type World } from '../world';

export interface Total {
  unread: number;
  mentions: number;
}

export function totalOf(state: World, muted: Readonly<Record<number, boolean>>): Total {
  let unread = 0;
  let mentions = 0;
  for (const one of Object.values(state.conversations.byId)) {
    mentions += one.mention_count;
    if (!muted[one.id]) unread += one.unread_count;
  }
  return { unread, mentions };
}

/** The title tells the number, the icon tells that there is one; a mention is told by another dot. */
export function watchTotal(): () => void {
  let shown = '';
  const show = () => {
    const total = totalOf(world.get(), settings.get().muted);
    const now = `${total.unread} ${total.mentions}`;
    if (now === shown) return;
    shown = now;
    document.title = total.unread > 0 ? `(${total.unread}) ${t('appName')}` : t('appName');
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon)
      icon.href =
        total.mentions > 0 ? '/icon-mention.svg' : total.unread > 0 ? '/icon-unread.svg' : '/icon.svg';
    if ('setAppBadge' in navigator) void badge(total.unread);
  };
  show();
  const offs = [world.subscribe(show), settings.subscribe(show)];
  return () => {
    for (const off of offs) off();
    document.title = t('appName');
  };
}

async function badge(count: number): Promise<void> {
  await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined);
}
