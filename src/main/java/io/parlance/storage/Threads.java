package io.parlance.storage;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Long-lived threads, made by the server's factory so that they know the application's context.
 *
 * <p>Not the server's executors: on Payara each task given to one scans the class path, about 50
 * microseconds, and neither server lets a queue be bounded from inside the application.
 */
@ApplicationScoped
public class Threads {
  private static final Logger LOG = Logger.getLogger(Threads.class.getName());
  private static final RejectedExecutionHandler FULL =
      (task, pool) -> {
        throw new Refused(ErrorCode.UNAVAILABLE, "too busy; try again");
      };

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory server;

  /** Written by whoever asks for a pool, at startup: a dozen. */
  private final List<ExecutorService> pools = new CopyOnWriteArrayList<>();

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private ScheduledExecutorService timer;

  /**
   * That many threads and that much waiting room; what does not fit is refused as {@code
   * unavailable}.
   */
  public ExecutorService pool(String name, int threads, int queue) {
    ExecutorService pool = new Pool(threads, queue, named(name));
    pools.add(pool);
    return pool;
  }

  /** A thread of its own, started; it is interrupted when the application stops. */
  public Thread start(String name, Runnable work) {
    Thread thread = named(name).newThread(work);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** The one timer: short ticks only, whatever takes long goes to a pool. */
  public synchronized ScheduledExecutorService timer() {
    if (timer == null) {
      ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, named("timer"));
      made.setRemoveOnCancelPolicy(true);
      made.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
      pools.add(made);
      timer = made;
    }
    return timer;
  }

  /** Ticks for ever, as long as the application runs; what one tick throws is logged. */
  public void every(Duration pause, Runnable tick) {
    timer()
        .scheduleWithFixedDelay(
            () -> {
              try {
                tick.run();
              } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "A tick failed", e);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Over after so many milliseconds, on one of those threads: what follows is not the timer's. */
  public CompletableFuture<Void> pause(long millis, Executor onward) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    timer()
        .schedule(() -> onward.execute(() -> over.complete(null)), millis, TimeUnit.MILLISECONDS);
    return over;
  }

  private ThreadFactory named(String name) {
    return work -> {
      Thread thread = server.newThread(work);
      thread.setName("parlance-" + name + "-" + thread.getId());
      return thread;
    };
  }

  /**
   * What was taken is finished, for a few seconds; then it is interrupted. What has a thread of its
   * own comes last: others wait for it, and an interrupt amid a write closes H2's file.
   */
  @PreDestroy
  void stop() {
    pools.forEach(ExecutorService::shutdown);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    try {
      for (ExecutorService pool : pools) {
        if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          pool.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      // the server is in a hurry
      Thread.currentThread().interrupt();
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  /** Says what a task threw: nobody else would. */
  private static final class Pool extends ThreadPoolExecutor {
    Pool(int threads, int queue, ThreadFactory factory) {
      super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), factory, FULL);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
      if (thrown != null) {
        LOG.log(Level.SEVERE, "A task failed", thrown);
      }
    }
  }
}
