package io.parlance.gateway;

import io.parlance.hub.Bundle;
import io.parlance.hub.WebSocketFrame;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Writes messages itself, past Undertow's channel of frames, which makes and copies each of them
 * anew for each socket. What all receivers get is encoded once. Pings and what closes go Undertow's
 * way, and take turns with it ({@link Conduit}).
 */
final class ConduitWire extends UndertowWire {
  private final Conduit conduit;

  ConduitWire(Session session, ScheduledExecutorService timer, Conduit conduit) {
    super(session, timer);
    this.conduit = conduit;
  }

  @Override
  public Executor home() {
    return conduit.home();
  }

  @Override
  public void send(List<Bundle> bundles, boolean joined, Consumer<Throwable> done) {
    conduit.send(Bundle.framed(bundles, joined), done);
  }

  @Override
  public void send(ByteBuffer bytes, Consumer<Throwable> done) {
    conduit.send(WebSocketFrame.of(WebSocketFrame.BINARY, bytes), done);
  }
}
