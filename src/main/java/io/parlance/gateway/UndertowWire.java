package io.parlance.gateway;

import jakarta.websocket.Session;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The plain road on WildFly: where there is no way below Undertow's channel of frames. */
class UndertowWire extends SessionWire {
  private static final Logger LOG = Logger.getLogger(UndertowWire.class.getName());

  UndertowWire(Session session, ScheduledExecutorService timer) {
    super(session, timer);
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
