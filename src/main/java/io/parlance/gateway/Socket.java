package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.protocol.CloseReason;
import io.parlance.security.Caller;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What all socket doors share: the container's callbacks, the size of a frame, and who it is. An
 * instance serves one socket; the container calls it from one thread at a time.
 */
public abstract class Socket {
  private static final Logger LOG = Logger.getLogger(Socket.class.getName());

  private final Entrance entrance = bean(Entrance.class);

  private Entrance.Visit visit;
  private final StringBuilder partial = new StringBuilder(0);
  private boolean tooLarge;

  /**
   * A bean that a door leads to. Asked for, not injected: where there is something to inject, the
   * servers keep what they did it with for as long as the socket lives.
   */
  static <T> T bean(Class<T> type) {
    return CDI.current().select(type).get();
  }

  /** The socket belongs to somebody now: greet. Runs on a worker, before any frame is given. */
  abstract void opened(Connection connection);

  /** One whole text frame of somebody who is known. It must not wait, and not throw. */
  abstract void frame(Connection connection, String text);

  /** Which door this is. */
  abstract Connection.Door door();

  /** How this door closes a socket without a valid token. */
  abstract CloseReason unauthenticated();

  /** Refuses somebody who may not come in here, by throwing; runs in a worker's transaction. */
  void admit(Caller caller) {}

  /** The parameters of the path. */
  void path(Map<String, String> parameters) {}

  @OnOpen
  public void open(Session session, EndpointConfig config) {
    session.setMaxTextMessageBufferSize(Entrance.BUFFER);
    session.setMaxBinaryMessageBufferSize(Entrance.BUFFER);
    path(session.getPathParameters());
    visit = entrance.visit(this, session, config);
  }

  /** A part of a text frame: the parts are put together here, and their sum is bounded here. */
  @OnMessage
  public void text(String part, boolean last) {
    if (tooLarge) {
      return;
    }
    if (partial.length() + part.length() > Entrance.BUFFER) {
      tooLarge = true;
      partial.setLength(0);
      visit.close(CloseReason.TOO_LARGE);
      return;
    }
    if (!last) {
      partial.append(part);
      return;
    }
    String text = part;
    if (partial.length() > 0) {
      text = partial.append(part).toString();
      partial.setLength(0);
      partial.trimToSize();
    }
    visit.text(text);
  }

  @OnMessage
  public void binary(ByteBuffer part, boolean last) {
    visit.close(CloseReason.UNSUPPORTED);
  }

  @OnMessage
  public void pong(PongMessage pong) {
    visit.heard();
  }

  @OnClose
  public void close() {
    if (visit != null) {
      visit.gone();
    }
  }

  /** A broken connection is an ordinary day; what is ours is caught where it happens. */
  @OnError
  public void error(Throwable failure) {
    LOG.log(Level.FINE, "A socket broke", failure);
  }
}
