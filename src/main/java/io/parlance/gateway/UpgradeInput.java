package io.parlance.gateway;

import io.parlance.hub.WebSocketFrame;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What comes in, of which the WebSocket layer is told only once it has begun. */
final class UpgradeInput extends ServletInputStream {
  private static final Logger LOG = Logger.getLogger(UpgradeInput.class.getName());

  private final ServletInputStream input;
  private ReadListener listener;
  private volatile boolean stopped;

  // The container looks for more, with a thread of its own; until something comes. Of the thread
  // that reads.
  private boolean listening;
  private boolean goodbye;

  UpgradeInput(ServletInputStream input) {
    this.input = input;
  }

  void begin(ReadListener guard) {
    if (listener != null) {
      input.setReadListener(guard);
    }
  }

  /**
   * Once it was stopped: takes what nobody wants any more. False if the client is still listened
   * to, because it has not said goodbye. A connection that is closed while more is on its way is
   * reset, and the client never learns why it ended (RFC 6455, section 7.1.1).
   */
  boolean isOver() {
    if (!stopped || listening) {
      return false;
    }
    byte[] unheard = new byte[1024];
    try {
      while (!goodbye && input.isReady()) {
        if (read(unheard, 0, unheard.length) < 0) {
          return true;
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "The client was faster", e);
      return true;
    }
    listening = !goodbye;
    return goodbye;
  }

  /** Something came. */
  void tell() throws IOException {
    listening = false;
    if (!stopped) {
      listener.onDataAvailable();
    }
  }

  /** The WebSocket layer's. */
  ReadListener listener() {
    return listener;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    this.listener = listener;
  }

  @Override
  public int read() throws IOException {
    return input.read();
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = input.read(bytes, from, length);
    goodbye = WebSocketFrame.endsWithClose(bytes, from, from + Math.max(count, 0));
    return count;
  }

  @Override
  public int available() throws IOException {
    return input.available();
  }

  /**
   * Nobody listens from now on: the connection ends, and then may be somebody else's. False if that
   * was said before.
   */
  synchronized boolean stop() {
    boolean first = !stopped;
    stopped = true;
    return first;
  }

  @Override
  public boolean isReady() {
    if (stopped) {
      return false;
    }
    boolean ready = input.isReady();
    listening = !ready;
    return ready;
  }

  @Override
  public boolean isFinished() {
    return input.isFinished();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
