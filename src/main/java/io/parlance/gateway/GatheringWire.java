package io.parlance.gateway;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Undertow takes several sends at once on one session, keeps their order, and gathers what waits
 * into one write: surely so where the session allows batching. So texts that go out together are
 * given to it together; they are done when all are.
 *
 * <p>It writes on the session's own I/O thread only. A send from there is over when it returns; one
 * from elsewhere is a task or two for that thread, and wakes it.
 */
class GatheringWire extends SessionWire {
  private static final Logger LOG = Logger.getLogger(GatheringWire.class.getName());

  private final Executor home;

  GatheringWire(Session session, ScheduledExecutorService timer) {
    super(session, timer);
    home = threadOf(session);
  }

  private static Executor threadOf(Session session) {
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      if (channel.getClass().getMethod("getIoThread").invoke(channel) instanceof Executor thread) {
        return thread;
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.FINE, "Sends from whichever thread", e);
    }
    return ANY;
  }

  @Override
  public Executor home() {
    return home;
  }

  @Override
  protected void send(List<String> texts, Consumer<Throwable> done) {
    AtomicInteger left = new AtomicInteger(texts.size());
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Consumer<Throwable> one =
        result -> {
          if (result != null) {
            failure.compareAndSet(null, result);
          }
          if (left.decrementAndGet() == 0) {
            done.accept(failure.get());
          }
        };
    RemoteEndpoint.Async remote = session.getAsyncRemote();
    batch(remote, true);
    texts.forEach(text -> send(text, one));
    batch(remote, false);
  }

  /** Between its beginning and its end nothing is written; then all of it is. */
  private static void batch(RemoteEndpoint.Async remote, boolean begins) {
    try {
      remote.setBatchingAllowed(begins);
      if (!begins) {
        remote.flushBatch();
      }
    } catch (IOException | RuntimeException e) {
      // it closed meanwhile: each send is told so
      LOG.log(Level.FINEST, "No batch", e);
    }
  }

  /** Undertow waits for ever for a client that takes nothing. */
  @Override
  protected void cut() {
    try {
      session.getClass().getMethod("forceClose").invoke(session);
    } catch (ReflectiveOperationException e) {
      LOG.log(Level.FINE, "No way to cut a session", e);
    }
  }
}
