package io.parlance.gateway;

import io.parlance.hub.Bundle;
import io.parlance.hub.Wire;
import io.parlance.protocol.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The plain road, by the standard's own asynchronous remote: right on every server. */
class SessionWire implements Wire {
  private static final Logger LOG = Logger.getLogger(SessionWire.class.getName());
  protected static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A client gets so long to take our last frame, and to answer it. */
  static final int CLOSING_SECONDS = 10;

  protected final Session session;
  private final ScheduledExecutorService timer;

  SessionWire(Session session, ScheduledExecutorService timer) {
    this.session = session;
    this.timer = timer;
  }

  @Override
  public void send(List<Bundle> bundles, boolean joined, Consumer<Throwable> done) {
    Bundle all = Bundle.joined(bundles);
    if (joined || all.count() == 1) {
      send(all.array(), done);
    } else {
      next(all.frames().iterator(), done);
    }
  }

  private void send(String text, Consumer<Throwable> done) {
    try {
      session.getAsyncRemote().sendText(text, result -> done.accept(result.getException()));
    } catch (RuntimeException e) {
      // it closed meanwhile
      done.accept(e);
    }
  }

  /** One after the other: some servers take two sends at once on one session for a fault. */
  private void next(Iterator<String> texts, Consumer<Throwable> done) {
    AtomicInteger turn = new AtomicInteger();
    do {
      // a send that is over before it returns goes round this loop, not deeper
      turn.set(0);
      send(
          texts.next(),
          failure -> {
            if (failure != null || !texts.hasNext()) {
              done.accept(failure);
            } else if (turn.getAndIncrement() == 1) {
              next(texts, done);
            }
          });
    } while (turn.getAndIncrement() == 1);
  }

  @Override
  public void send(ByteBuffer bytes, Consumer<Throwable> done) {
    try {
      session.getAsyncRemote().sendBinary(bytes, result -> done.accept(result.getException()));
    } catch (RuntimeException e) {
      done.accept(e);
    }
  }

  @Override
  public void ping() {
    try {
      session.getAsyncRemote().sendPing(NOTHING.duplicate());
    } catch (IOException | RuntimeException e) {
      // it is closed, or a send is under way: the next ping tells
      LOG.log(Level.FINEST, "No ping", e);
    }
  }

  @Override
  public void close(CloseReason reason) {
    try {
      session.close(
          new jakarta.websocket.CloseReason(
              CloseCodes.getCloseCode(reason.code()), reason.phrase()));
    } catch (IOException | RuntimeException e) {
      // it is closed already
      LOG.log(Level.FINEST, "No close", e);
    }
    try {
      timer.schedule(this::cut, CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINEST, "The application ends, and its connections with it", e);
    }
  }

  /** Ends the connection without a word, if it has not ended; the standard knows no way. */
  protected void cut() {}
}
