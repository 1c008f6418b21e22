package io.parlance.storage;

import io.parlance.protocol.Refused;
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

  /** Said once, until it goes well again. */
  private volatile boolean failed;

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
              failed = false;
            } catch (RuntimeException e) {
              boolean isKnown = failed || e instanceof Refused || Outage.isOne(e);
              LOG.log(isKnown ? Level.FINE : Level.SEVERE, "A sweep failed", e);
              failed = true;
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
