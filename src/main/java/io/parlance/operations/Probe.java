package io.parlance.operations;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Looks whether something is there, for whoever wants to know: that may take seconds, and anybody
 * may ask. So a few look at once, and whoever comes meanwhile is told what was seen last.
 */
final class Probe {
  private static final int AT_ONCE = 2;

  private final BooleanSupplier look;
  private final Semaphore looking = new Semaphore(AT_ONCE);

  /** Not there as long as nobody has looked. */
  private volatile boolean seen;

  Probe(BooleanSupplier look) {
    this.look = look;
  }

  /** Whether it is there now, or was when somebody looked last. */
  boolean isThere() {
    if (looking.tryAcquire()) {
      try {
        seen = look.getAsBoolean();
      } finally {
        looking.release();
      }
    }
    return seen;
  }
}
