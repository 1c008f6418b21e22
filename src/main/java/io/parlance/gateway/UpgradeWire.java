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
    Bundle first = bundles.get(0);
    if (bundles.size() == 1 && (first.count() == 1 || !joined)) {
      output.send(first.framed(), done);
    } else {
      output.send(joined ? array(bundles) : messages(bundles), done);
    }
  }

  private static byte[] array(List<Bundle> bundles) {
    int size = 1 + bundles.size();
    for (Bundle bundle : bundles) {
      size += bundle.listed().length;
    }
    ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.size(size));
    WebSocketFrame.put(frame, WebSocketFrame.TEXT, size);
    byte before = '[';
    for (Bundle bundle : bundles) {
      frame.put(before).put(bundle.listed());
      before = ',';
    }
    return frame.put((byte) ']').array();
  }

  private static byte[] messages(List<Bundle> bundles) {
    int size = 0;
    for (Bundle bundle : bundles) {
      size += bundle.framed().length;
    }
    ByteBuffer frames = ByteBuffer.allocate(size);
    bundles.forEach(bundle -> frames.put(bundle.framed()));
    return frames.array();
  }

  @Override
  public void send(ByteBuffer bytes, Consumer<Throwable> done) {
    int size = bytes.remaining();
    ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.size(size));
    output.send(WebSocketFrame.put(frame, WebSocketFrame.BINARY, size).put(bytes).array(), done);
  }

  @Override
  public void ping() {
    ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.size(0));
    output.send(WebSocketFrame.put(frame, WebSocketFrame.PING, 0).array(), failure -> {});
  }

  @Override
  protected void cut() {
    upgrade.cut();
  }
}
