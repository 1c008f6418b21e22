package io.parlance.storage;

import io.parlance.protocol.Refused;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

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

  /**
   * One after the other, also where some fail: what is wrong with one is nobody else's trouble. An
   * outage, which is everybody's, ends it.
   *
   * @throws RuntimeException what the first failed with, when all have had their turn
   */
  public static <T> void each(Iterable<T> all, Consumer<T> look) {
    RuntimeException first = null;
    for (T one : all) {
      try {
        look.accept(one);
      } catch (RuntimeException e) {
        if (isOutage(e)) {
          throw e;
        }
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** The same in portions of so many, as where one query serves several. */
  public static <T> void each(List<T> all, int atOnce, Consumer<List<T>> look) {
    each(
        IntStream.iterate(0, from -> from < all.size(), from -> from + atOnce)
            .mapToObj(from -> all.subList(from, Math.min(all.size(), from + atOnce)))
            .toList(),
        look);
  }

  private static boolean isOutage(RuntimeException e) {
    return e instanceof Refused || Outage.isOne(e);
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
              boolean isKnown = failed || isOutage(e);
              LOG.log(isKnown ? Level.FINE : Level.SEVERE, "A sweep failed", e);
              failed = true;
            } finally {
              looking.set(false);
            }
          });
    } catch (RuntimeException | Error e) {
      looking.set(false);
      LOG.log(Level.FINE, "A sweep waits", e);
    }
  }
}
