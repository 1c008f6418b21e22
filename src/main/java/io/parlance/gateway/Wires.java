package io.parlance.gateway;

import io.parlance.hub.Wire;
import io.parlance.storage.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.Session;

/** Chooses the cheapest safe road to a session's client: what a send costs differs by server. */
@ApplicationScoped
public class Wires {
  private final IdleTimer idleTimer = new IdleTimer();
  @Inject private Threads threads;

  /** To be called while the session is being opened, on the thread that opens it. */
  public Wire to(Session session) {
    String name = session.getClass().getName();
    if (name.startsWith("io.undertow.")) {
      Conduit conduit = Conduit.before(session);
      return conduit == null
          ? new UndertowWire(session, threads.timer())
          : new ConduitWire(session, threads.timer(), conduit);
    }
    if (name.startsWith("org.glassfish.tyrus.")) {
      idleTimer.silence(session);
      Upgrade upgrade = Upgrade.opening();
      if (upgrade != null) {
        return new UpgradeWire(session, threads.timer(), upgrade);
      }
    }
    return new SessionWire(session, threads.timer());
  }
}
