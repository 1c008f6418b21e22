import { merged } from '../messages/change';
import { takeIn } from '../live';
import { withSenders, world, type World } from '../world';
import type { Thread } from './state';

export async function loadThread(id: string): Promise<void> {
  update(id, (thread) => ({ ...thread, loading: true, failed: false }));
  try {
    await takeIn(
      (made) => made.rest.message(id),
      (old, parent) => {
        const replies = old.threads[id]?.replies ?? [];
        return withThread(old, id, { parent, replies, loading: true, failed: false });
      },
    );
    await loadReplies(id);
  } catch (reason) {
    update(id, (thread) => ({ ...thread, loading: false, failed: true }));
    throw reason;
  }
}

/** All of them, page by page. */
async function loadReplies(id: string): Promise<void> {
  let after: number | undefined;
  do {
    const { items, has_more: more } = await takeIn(
      (made) => made.rest.replies(id, { limit: 100, after_seq: after }),
      (old, page) =>
        alter(withSenders(old, page.items), id, (thread) => ({
          ...thread,
          replies: merged(thread.replies, page.items),
        })),
    );
    after = more ? items[items.length - 1]?.seq : undefined;
  } while (after !== undefined);
  update(id, (thread) => ({ ...thread, loading: false }));
}

function update(id: string, change: (thread: Thread) => Thread): void {
  world.set((old) => alter(old, id, change));
}

/** A thread that is not there stays away. */
function alter(old: World, id: string, change: (thread: Thread) => Thread): World {
  const thread = old.threads[id];
  return thread ? withThread(old, id, change(thread)) : old;
}

function withThread(old: World, id: string, thread: Thread): World {
  return { ...old, threads: { ...old.threads, [id]: thread } };
}
