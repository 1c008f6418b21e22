import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows';

/** What the view keeps to while rows come, go and are measured; null where somebody has scrolled to. */
type Hold = 'end' | { key: string; align: 'start' | 'center' } | null;

/** As far from the end one still counts as being there; as much is left above the first unread message. */
const slack = 48;

export const below = (list: VirtualizerHandle) => list.scrollSize - list.scrollOffset - list.viewportSize;

export const isAtEnd = (list: VirtualizerHandle) => below(list) <= slack;

/**
 * The place in the list. The virtualizer has a way of its own to scroll to a row, but goes on with it for a moment after
 * somebody scrolls elsewhere.
 */
export class Place {
  private hold: Hold = 'end';
  private put = 0;

  keep(hold: Hold): void {
    this.hold = hold;
  }

  /** Scrolls to what is held, as far as that is known. */
  take(box: HTMLElement, list: VirtualizerHandle, rows: readonly Row[], hasEnd: boolean): void {
    const top = this.topOf(list, rows, hasEnd);
    if (top === null) return;
    box.scrollTop = top;
    this.put = box.scrollTop;
  }

  /** What measuring does to the place is undone by `take` at once: at any other place somebody has scrolled. */
  isLeft(box: HTMLElement): boolean {
    return Math.abs(box.scrollTop - this.put) > 1;
  }

  private topOf(list: VirtualizerHandle, rows: readonly Row[], hasEnd: boolean): number | null {
    const { hold } = this;
    if (hold === null) return null;
    if (hold === 'end') return hasEnd ? Number.MAX_SAFE_INTEGER : null;
    const index = rows.findIndex((row) => row.key === hold.key);
    if (index < 0) return null;
    return hold.align === 'center'
      ? list.getItemOffset(index) - (list.viewportSize - list.getItemSize(index)) / 2
      : list.getItemOffset(rows[index - 1]?.kind === 'new' ? index - 1 : index) - slack;
  }
}
