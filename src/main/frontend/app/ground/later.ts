import { lazy, type ComponentType } from 'react';
import { t } from '../words';
import { lookForNewVersion } from './build';
import { toast } from './ui';

/**
 * A part of the page that is fetched when it is first wanted. A newer server no longer has the parts of an older
 * page: that is said, and the rest of the page stays.
 */
export function later<P>(fetch: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(() => fetch().catch(() => missing<P>()));
}

async function missing<P>(): Promise<{ default: ComponentType<P> }> {
  toast(t('loadFailed'));
  await lookForNewVersion();
  return { default: () => null };
}
