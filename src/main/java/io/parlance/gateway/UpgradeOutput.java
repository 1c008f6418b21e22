package io.parlance.gateway;

import io.parlance.hub.WebSocketFrame;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way out of an upgraded connection, for whole WebSocket frames (RFC 6455, section 5.2): ours,
 * and those that the container's WebSocket layer writes itself, in the order in which they come.
 *
 * <p>Never waits: what the connection does not take now goes out when it is able to. Nothing goes
 * out amid the handshake, whose thread may still write to the same buffer. After that, and behind
 * the first that the container itself has written, the straight way to the socket is tried first.
 */
final class UpgradeOutput extends ServletOutputStream implements WriteListener {
  /** Who sends pings and does not read goes without further pongs. */
  private static final int MOST_WAITING = 64;

  private final ServletOutputStream output;
  private final GrizzlyConnection below;

  // All guarded by this object's monitor. Of ours at most one waits (see Wire); the container adds
  // its few answers to pings, and its close.
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(1);
  private boolean begun;
  private boolean answered;
  private boolean listens;
  private boolean ended;

  UpgradeOutput(ServletOutputStream output, GrizzlyConnection below) {
    this.output = output;
    this.below = below;
  }

  /** Whole frames that wait, and who wants to know when they are out. */
  private record Waiting(ByteBuffer frames, Consumer<Throwable> done) {}

  /** Whole frames go out; {@code done} as {@link io.parlance.hub.Wire} has it. */
  void send(byte[] frames, Consumer<Throwable> done) {
    Throwable failure = null;
    synchronized (this) {
      if (ended) {
        failure = new IOException("closed");
      } else {
        try {
          if (!write(frames, done)) {
            return;
          }
        } catch (IOException | RuntimeException e) {
          failure = e;
        }
      }
    }
    done.accept(failure);
  }

  /** The handshake is over: what waited goes out. */
  void begin() {
    synchronized (this) {
      begun = true;
    }
    onWritePossible();
    try {
      listen();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** The connection is given back: from now on it may be somebody else's. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    fail(new IOException("closed"));
  }

  /** True if they are out, false if they wait. */
  private boolean write(byte[] bytes, Consumer<Throwable> done) throws IOException {
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    if (begun && waiting.isEmpty()) {
      if (answered) {
        frames.position(below.write(bytes));
      }
      if (!frames.hasRemaining()) {
        return true;
      }
      if (output.isReady()) {
        put(frames);
        return true;
      }
    }
    waiting.add(new Waiting(frames, done));
    listen();
    return false;
  }

  /** The container's way, which the answer to the handshake goes as well. */
  private void put(ByteBuffer frames) throws IOException {
    output.write(frames.array(), frames.arrayOffset() + frames.position(), frames.remaining());
    output.flush();
    answered = true;
  }

  private synchronized void listen() {
    if (begun && !listens && !waiting.isEmpty()) {
      listens = true;
      output.setWriteListener(this);
    }
  }

  @Override
  public void onWritePossible() {
    List<Waiting> out = new ArrayList<>(1);
    Throwable failure = null;
    synchronized (this) {
      try {
        while (!waiting.isEmpty() && output.isReady()) {
          put(waiting.element().frames);
          out.add(waiting.remove());
        }
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
    }
    out.forEach(frames -> frames.done.accept(null));
    if (failure != null) {
      fail(failure);
    }
  }

  @Override
  public void onError(Throwable failure) {
    fail(failure);
  }

  private void fail(Throwable failure) {
    List<Waiting> lost;
    synchronized (this) {
      lost = new ArrayList<>(waiting);
      waiting.clear();
    }
    lost.forEach(frames -> frames.done.accept(failure));
  }

  /** One whole frame of the container's own. */
  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    boolean close = WebSocketFrame.opcode(bytes[from]) == WebSocketFrame.CLOSE;
    if (!ended && (close || waiting.size() < MOST_WAITING)) {
      ended = close; // nothing follows it (RFC 6455, section 5.5.1)
      write(Arrays.copyOfRange(bytes, from, from + length), failure -> {});
    }
  }

  @Override
  public void write(int octet) throws IOException {
    throw new IOException("only whole frames go out here");
  }

  /** Every frame goes out at once. */
  @Override
  public void flush() {}

  @Override
  public boolean isReady() {
    return true;
  }

  /** Nobody has to be told: it takes everything at any time. */
  @Override
  public void setWriteListener(WriteListener listener) {}

  @Override
  public void close() throws IOException {
    output.close();
  }
}
