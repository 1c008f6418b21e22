package io.parlance.storage;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads without a server, named by their pool. */
final class OwnThreads extends Threads implements AutoCloseable {
  private final List<ExecutorService> made = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "timer"));

  @Override
  public ExecutorService pool(String name, int threads, int queue) {
    ExecutorService pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue),
            task -> new Thread(task, name),
            (task, full) -> {
              throw new Refused(ErrorCode.UNAVAILABLE, "full");
            });
    made.add(pool);
    return pool;
  }

  @Override
  public synchronized ScheduledExecutorService timer() {
    return timer;
  }

  @Override
  public void close() {
    made.forEach(ExecutorService::shutdownNow);
    timer.shutdownNow();
  }
}
