package io.parlance.gateway;

import io.parlance.hub.Bundle;
import io.parlance.hub.WebSocketFrame;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Writes the frames itself, past Tyrus, whose own way of sending costs several times as much. What
 * goes out together is one write, and what all receivers get is encoded once for all.
 */
final class UpgradeWire extends SessionWire {
  private final Upgrade upgrade;
  private final UpgradeOutput output;

  UpgradeWire(Session session, ScheduledExecutorService timer, Upgrade upgrade) {
    super(session, timer);
    this.upgrade = upgrade;
    this.output = upgrade.output();
  }

  @Override
  public void send(List<Bundle> bundles, boolean joined, Consumer<Throwable> done) {
    output.send(Bundle.framed(bundles, joined), done);
  }

  @Override
  public void send(ByteBuffer bytes, Consumer<Throwable> done) {
    output.send(WebSocketFrame.of(WebSocketFrame.BINARY, bytes), done);
  }

  @Override
  public void ping() {
    output.send(WebSocketFrame.of(WebSocketFrame.PING, NOTHING.duplicate()), failure -> {});
  }

  @Override
  protected void cut() {
    upgrade.cut();
  }
}
