import type { HistoryQuery, Message } from '@parlance/client';
import { onEvent, refreshSoon, takeIn } from '../live';
import { toast } from '../ground/ui';
import { t } from '../words';
import { withSenders, world, type World } from '../world';
import { emptyTimeline, withPage, withTimeline, type Edges, type Page, type Timeline } from './state';

const size = 60;

/** The latest page, or the one around a place: where reading stopped, or a message that a link names. */
export async function loadFirst(channel: number, around?: number): Promise<void> {
  windows.set(channel, {});
  update(channel, (old) => (old.loading === 'first' ? old : { ...old, loading: 'first', failed: false }));
  const query: HistoryQuery = around === undefined ? { limit: size } : { around_seq: around, limit: size };
  await fetchPage(channel, around === undefined ? 'first' : 'around', query);
}

export async function loadOlder(channel: number): Promise<void> {
  const timeline = world.get().timelines[channel];
  const from = oldestSeen.get(channel) ?? timeline?.messages[0]?.seq;
  if (from === undefined || !timeline?.hasOlder || timeline.loading) return;
  update(channel, (old) => ({ ...old, loading: 'older' }));
  await fetchPage(channel, 'older', { before_seq: from, limit: size });
}

export async function loadNewer(channel: number): Promise<void> {
  const timeline = world.get().timelines[channel];
  const from = newestSeen.get(channel) ?? timeline?.messages[timeline.messages.length - 1]?.seq;
  if (from === undefined || !timeline?.hasNewer || timeline.loading) return;
  update(channel, (old) => ({ ...old, loading: 'newer' }));
  await fetchPage(channel, 'newer', { after_seq: from, limit: size });
}

/** There is a way again: what was to be seen is asked for, and whoever reads history stays there (see MessageList). */
export function loadFailed(channel: number): void {
  const timeline = world.get().timelines[channel];
  if (!timeline?.failed) return;
  if (timeline.messages.length === 0) void loadFirst(channel);
  else update(channel, (old) => ({ ...old, failed: false }));
}

/** Replies are not shown in the timeline but take a place in its pages: asking goes on behind them. */
const oldestSeen = new Map<number, number>();
const newestSeen = new Map<number, number>();

/** The window onto each conversation that is loaded or being loaded: a page of an earlier one comes too late. */
const windows = new Map<number, object>();

async function fetchPage(channel: number, page: Page, query: HistoryQuery): Promise<void> {
  const window = windows.get(channel);
  const isAwaited = ({ timelines }: World) => windows.get(channel) === window && channel in timelines;
  let items: readonly Message[];
  try {
    ({ items } = await takeIn(
      (made) => made.rest.messages(channel, query),
      (old, { items, has_more }) => {
        if (!isAwaited(old)) return old;
        remember(channel, page, items);
        const end = old.conversations.byId[channel]?.last_seq ?? 0;
        return alter(withSenders(old, items), channel, (timeline) =>
          withPage(timeline, page, items, edges(page, items, has_more, end)),
        );
      },
    ));
  } catch {
    if (isAwaited(world.get())) update(channel, (old) => ({ ...old, loading: null, failed: true }));
    return;
  }
  // Nothing but replies: nothing is shown that anybody could scroll, so nobody else asks for the page behind it.
  if (!isAwaited(world.get()) || items.some((one) => one.parent_id === null)) return;
  await (page === 'newer' ? loadNewer(channel) : loadOlder(channel));
}

function remember(channel: number, page: Page, items: readonly Message[]): void {
  const first = items[0]?.seq;
  const last = items[items.length - 1]?.seq;
  if (page !== 'newer' && first !== undefined) oldestSeen.set(channel, first);
  if (page !== 'older' && last !== undefined) newestSeen.set(channel, last);
}

function edges(page: Page, items: readonly Message[], more: boolean, end: number): Edges {
  const last = items[items.length - 1];
  const newer = page === 'around' ? last !== undefined && last.seq < end : more;
  const older = page === 'around' ? (items[0]?.seq ?? 1) > 1 : more;
  return { older: older && items.length > 0, newer: newer && items.length > 0 };
}

function update(channel: number, change: (old: Timeline) => Timeline): void {
  world.set((old) => alter(old, channel, change));
}

function alter(old: World, channel: number, change: (old: Timeline) => Timeline): World {
  const timelines = withTimeline(old.timelines, channel, change);
  return timelines === old.timelines ? old : { ...old, timelines };
}

/** What was missed is more than can be replayed: the view is loaded again, and that is said. */
onEvent((event) => {
  if (event.type !== 'gap') return;
  const channel = event.data.channel_id;
  refreshSoon();
  if (!world.get().timelines[channel]) return;
  update(channel, () => emptyTimeline);
  void loadFirst(channel).then(() => toast(t('reloadedAfterGap')));
});
