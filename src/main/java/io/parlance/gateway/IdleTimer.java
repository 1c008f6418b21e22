package io.parlance.gateway;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes Tyrus's idle timer away from a session.
 *
 * <p>Tyrus 2.1 schedules a task for it at every send and at every receipt, even where there is no
 * idle timeout, and on Payara each such task scans the class path: 40 of the 50 microseconds that a
 * send costs there. The {@link io.parlance.hub.Heartbeat} finds the dead instead. This reaches into
 * a private field; where that fails, sockets work as they are, only slower.
 */
final class IdleTimer {
  private static final Logger LOG = Logger.getLogger(IdleTimer.class.getName());
  private static final ScheduledExecutorService NONE = new Silent();

  private volatile Field field;
  private volatile boolean impossible;

  void silence(Session session) {
    if (impossible) {
      return;
    }
    try {
      session.setMaxIdleTimeout(0);
      if (field == null) {
        Field found = session.getClass().getDeclaredField("service");
        found.setAccessible(true);
        field = found;
      }
      field.set(session, NONE);
    } catch (ReflectiveOperationException | RuntimeException e) {
      impossible = true;
      LOG.log(
          Level.INFO,
          "This version of Tyrus keeps its idle timer; sends cost more: {0}",
          e.toString());
    }
  }

  /** Takes every task and does none. */
  private static final class Silent extends AbstractExecutorService
      implements ScheduledExecutorService {
    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      return new Never<>(task, null);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      return new Never<>(task);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long delay, long period, TimeUnit unit) {
      return new Never<>(task, null);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long delay, long pause, TimeUnit unit) {
      return new Never<>(task, null);
    }

    @Override
    public void execute(Runnable task) {
      // never
    }

    @Override
    public void shutdown() {
      // there is nothing to stop
    }

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  /** A task whose time never comes. */
  private static final class Never<V> extends FutureTask<V> implements ScheduledFuture<V> {
    Never(Runnable task, V result) {
      super(task, result);
    }

    Never(Callable<V> task) {
      super(task);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return Long.MAX_VALUE;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
