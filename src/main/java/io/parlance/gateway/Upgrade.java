package io.parlance.gateway;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stands between the container's connection and its WebSocket layer, where that layer sits on the
 * upgrade of the servlet specification (section 2.3.3.5), as Tyrus does on Payara. Undertow has a
 * way of its own and never asks for one.
 *
 * <p>It gives our events a straight way out ({@link UpgradeOutput}), and it keeps Payara 6.2025.10
 * from two faults that strangers could bring about without a token:
 *
 * <ul>
 *   <li>Tyrus asks for input before it is able to take any. Bytes that came with the handshake, or
 *       its client's end, then block a thread of the container for ever; after two hundred such
 *       clients the server is dead.
 *   <li>A connection that is closed while its handshake is still on its way through the container
 *       gives the request back too early, and the next request shares it. The container itself
 *       closes one whose client is gone, as soon as somebody listens to its input.
 * </ul>
 *
 * So input is listened to, and a connection is written to and closed, only when the handshake's
 * thread has left the container. Nobody tells when that is; its stack does.
 */
public final class Upgrade implements HttpUpgradeHandler {
  private static final Logger LOG = Logger.getLogger(Upgrade.class.getName());

  /**
   * How often a handshake's thread is looked at, and how many times before it is taken for free.
   */
  private static final int LOOK_MILLIS = 2;

  private static final int LOOKS = 2_500;

  private static final String CONTAINER = "org.glassfish.grizzly.http.";

  // The WebSocket layer opens its endpoint on the thread that begins the upgrade.
  private static final ThreadLocal<Upgrade> OPENING = new ThreadLocal<>();

  private static final InputBuffers BUFFERS = new InputBuffers();

  private HttpUpgradeHandler webSocket;
  private ScheduledExecutorService timer;
  private Executor openers;
  private UpgradeOutput output;
  private Guarded guarded;
  private GrizzlyConnection below;

  /** The request as the WebSocket layer should see it. */
  static HttpServletRequest guard(
      HttpServletRequest request, ScheduledExecutorService timer, Executor openers) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
          throws IOException, ServletException {
        T webSocket;
        try {
          webSocket = type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
          LOG.log(Level.INFO, "{0} is left as it is", type.getName());
          return super.upgrade(type);
        }
        Upgrade upgrade = super.upgrade(Upgrade.class);
        upgrade.webSocket = webSocket;
        upgrade.below = GrizzlyConnection.of(request);
        upgrade.timer = timer;
        upgrade.openers = openers;
        return webSocket;
      }
    };
  }

  /** That of the socket that is being opened on this thread; null where there is none. */
  static Upgrade opening() {
    return OPENING.get();
  }

  /** The way out. */
  UpgradeOutput output() {
    return output;
  }

  /** Ends the connection, whatever its client has taken of what was said. */
  void cut() {
    openers.execute(
        () -> {
          below.cut();
          guarded.closeNow();
        });
  }

  @Override
  public void init(WebConnection connection) {
    try {
      output = new UpgradeOutput(connection.getOutputStream(), below);
      guarded = new Guarded(connection, new UpgradeInput(connection.getInputStream()));
    } catch (IOException e) {
      // the client is gone already
      LOG.log(Level.FINE, "An upgrade broke", e);
      return;
    }
    OPENING.set(this);
    try {
      webSocket.init(guarded);
    } finally {
      OPENING.remove();
      beginOnceLeft(Thread.currentThread(), LOOKS);
    }
  }

  private void beginOnceLeft(Thread handshake, int looks) {
    timer.schedule(
        () -> {
          if (looks > 0 && isServing(handshake)) {
            beginOnceLeft(handshake, looks - 1);
          } else {
            openers.execute(guarded::begin);
          }
        },
        LOOK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  /** Whether a thread is busy with a request, perhaps another one by now. */
  private static boolean isServing(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().startsWith(CONTAINER));
  }

  @Override
  public void destroy() {
    webSocket.destroy();
  }

  /** The connection as the WebSocket layer sees it. */
  @SuppressWarnings("try") // the standard lets a close throw whatever it likes
  private final class Guarded implements WebConnection, ReadListener {
    private final WebConnection connection;
    private final UpgradeInput input;

    Guarded(WebConnection connection, UpgradeInput input) {
      this.connection = connection;
      this.input = input;
    }

    @Override
    public ServletInputStream getInputStream() {
      return input;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return output;
    }

    /** The handshake is over. */
    void begin() {
      output.begin();
      input.begin(this);
    }

    /**
     * The WebSocket layer is done with it. The connection is closed by the thread that reads the
     * client's own last word: closed by another one at that very moment, it is given back twice.
     * Whoever says no last word, or does not take ours, is cut.
     */
    @Override
    public void close() {
      if (input.stop()) {
        timer.schedule(Upgrade.this::cut, SessionWire.CLOSING_SECONDS, TimeUnit.SECONDS);
      }
    }

    /**
     * Called under a lock of the container, which whoever finds the client gone waits for, holding
     * the one that a close needs. So it is closed here only while nobody else can find that: input
     * is not listened to. Where it is, the next word comes here again, or the container closes.
     */
    @Override
    public void onDataAvailable() {
      try {
        input.tell();
        BUFFERS.release(webSocket);
      } catch (IOException | RuntimeException e) {
        input.listener().onError(e);
        close();
      }
      if (input.isOver()) {
        closeNow();
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      input.listener().onAllDataRead();
      closeNow();
    }

    @Override
    public void onError(Throwable failure) {
      input.listener().onError(failure);
      closeNow();
    }

    private void closeNow() {
      output.end();
      input.stop();
      try {
        connection.close();
      } catch (Exception e) {
        // the client was faster
        LOG.log(Level.FINE, "A socket did not close well", e);
      }
    }
  }
}
