package io.parlance.storage;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The threads that work with the database, so that no socket's and no request's thread does. A
 * bulkhead: when the database is slow they are what fills up, and a full one answers {@code
 * unavailable} at once. Where it hangs, each of them waits for seconds until it knows; what has
 * grown old by then is answered likewise, and not tried any more.
 */
@ApplicationScoped
public class Workers {
  private static final int THREADS = 8;
  private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private Threads threads;
  private Limits limits;
  private Work work;

  private ExecutorService pool;

  /** What has passed, whatever becomes of the clock; tests without a container have their own. */
  LongSupplier nanos = System::nanoTime;

  @Inject
  void uses(Threads threads, Limits limits, Work work) {
    this.threads = threads;
    this.limits = limits;
    this.work = work;
  }

  @PostConstruct
  void open() {
    pool = threads.pool("work", THREADS, limits.value(Limit.WORK_QUEUE));
  }

  /**
   * Does something in a transaction of its own.
   *
   * @return completed with its result after the commit, or with what it threw, or with {@code
   *     unavailable} where too much waits, or this has waited for too long
   */
  public <T> CompletableFuture<T> call(Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    long since = nanos.getAsLong();
    try {
      pool.execute(() -> complete(done, task, since));
    } catch (Refused busy) {
      done.completeExceptionally(busy);
    }
    return done;
  }

  private <T> void complete(CompletableFuture<T> done, Supplier<T> task, long since) {
    if (nanos.getAsLong() - since > OLD_NANOS) {
      done.completeExceptionally(
          Refused.later(ErrorCode.UNAVAILABLE, "the database is slow; try again", 1000));
      return;
    }
    try {
      done.complete(work.inTransaction(task));
    } catch (RuntimeException e) {
      done.completeExceptionally(Outage.translated(e));
    } catch (Error e) {
      done.completeExceptionally(e);
    }
  }

  /** The same on the thread that is running, for work that is on one of ours already. */
  public <T> T inTransaction(Supplier<T> task) {
    return work.inTransaction(task);
  }

  /**
   * Does something that makes its own transactions, if any.
   *
   * @throws Refused {@code unavailable} if too much waits
   */
  public void run(Runnable task) {
    pool.execute(task);
  }
}
