package io.parlance.storage;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** At most so much of one person at once: what comes beyond it begins when something is over. */
public final class Turns {
  /** So much more of one person waits; beyond that it is refused, where it can be. */
  private static final int MOST_WAITING = 256;

  private final int atOnce;

  // Guarded by this monitor; a line for whoever has something under way, and bounded by the rate.
  private final Map<Long, Line> lines = new HashMap<>();

  public Turns(int atOnce) {
    this.atOnce = atOnce;
  }

  private static final class Line {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
    private int begun;
  }

  /**
   * Does something when it is its turn, which is over when that is done.
   *
   * @return done with it, or with {@code rate_limited} where too much of that person waits
   */
  public <T> CompletableFuture<T> call(long person, Supplier<CompletableFuture<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    if (isLong(person)) {
      done.completeExceptionally(
          new Refused(ErrorCode.RATE_LIMITED, "too many of these at once; wait for the answers"));
      return done;
    }
    take(
        person,
        () ->
            work.get()
                .whenComplete(
                    (result, failure) -> {
                      over(person);
                      pass(result, failure, done);
                    }));
    return done;
  }

  static <T> void pass(T result, Throwable failure, CompletableFuture<T> to) {
    if (failure == null) {
      to.complete(result);
    } else {
      to.completeExceptionally(failure);
    }
  }

  private synchronized boolean isLong(long person) {
    Line line = lines.get(person);
    return line != null && line.waiting.size() >= MOST_WAITING;
  }

  /** Begins it when it is its turn; {@link #over} is due for it then, and may be called at once. */
  void take(long person, Runnable begin) {
    synchronized (this) {
      Line line = lines.computeIfAbsent(person, key -> new Line());
      if (line.begun == atOnce) {
        line.waiting.add(begin);
        return;
      }
      line.begun++;
    }
    begin.run();
  }

  /** Something of that person is over; the next begins. */
  void over(long person) {
    Runnable next;
    synchronized (this) {
      Line line = lines.get(person);
      next = line.waiting.poll();
      if (next == null && --line.begun == 0) {
        lines.remove(person);
      }
    }
    if (next != null) {
      next.run();
    }
  }

  /** How many people have something under way. */
  synchronized int people() {
    return lines.size();
  }
}
