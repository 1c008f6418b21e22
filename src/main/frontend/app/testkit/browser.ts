import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

/** What the tests' browser lacks. To be imported first. */
const never = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };

Object.assign(globalThis, {
  matchMedia: () => never,
  ResizeObserver: class {
    observe() {}
    disconnect() {}
    unobserve() {}
  },
  CSS: { supports: () => true },
});

Object.assign(HTMLElement.prototype, { scrollIntoView() {}, showPopover() {}, hidePopover() {} });

Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
    // As browsers do: the first thing in it that can have the focus.
    this.querySelector('button')?.focus();
  },
  close(this: HTMLDialogElement) {
    this.open = false;
  },
});
