package io.parlance.storage;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is looked for again and again, on a worker: one look at a time, and where one fails the next
 * tries again.
 */
public final class Sweep {
  private static final Logger LOG = Logger.getLogger(Sweep.class.getName());

  private final Workers workers;
  private final AtomicBoolean looking = new AtomicBoolean();

  public Sweep(Workers workers) {
    this.workers = workers;
  }

  /** Looks, unless a look is under way. */
  public void start(Runnable look) {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      workers.run(
          () -> {
            try {
              look.run();
            } catch (RuntimeException e) {
              LOG.log(Level.FINE, "A sweep could not read", e);
            } finally {
              looking.set(false);
            }
          });
    } catch (RuntimeException e) {
      looking.set(false);
      LOG.log(Level.FINE, "A sweep waits", e);
    }
  }
}
