package io.parlance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The connection below an upgraded request on Payara, for the three things that the standard has no
 * word for. It cannot cut: Grizzly closes no connection whose client still has to take something.
 * It cannot say how much may wait for a client that takes nothing: with Grizzly that is four times
 * what the kernel keeps, some ten megabytes, before we are told to wait. And its way to the socket
 * leads through a response, buffers and filters, which cost more than the socket itself.
 */
final class GrizzlyConnection {
  private static final Logger LOG = Logger.getLogger(GrizzlyConnection.class.getName());

  /** Bytes that Grizzly keeps beyond what the kernel takes. */
  private static final int WAITING = 65_536;

  /** Whether nothing waits in a queue of Grizzly's; found once. */
  private static final AtomicReference<MethodHandle> IS_EMPTY = new AtomicReference<>();

  private final Object connection;
  private final SocketChannel channel;
  private final BooleanSupplier idle;

  /**
   * @param channel the socket itself; null where bytes are to go through Grizzly, for the sake of
   *     TLS or because it is not the one that we know
   * @param idle whether Grizzly has nothing left to write to it
   */
  GrizzlyConnection(Object connection, SocketChannel channel, BooleanSupplier idle) {
    this.connection = connection;
    this.channel = channel;
    this.idle = idle;
  }

  /** To be asked during the handshake: later the request may be somebody else's. */
  static GrizzlyConnection of(HttpServletRequest request) {
    Object connection = request;
    for (String step :
        new String[] {
          "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection"
        }) {
      connection = call(connection, step);
    }
    call(connection, "setMaxAsyncWriteQueueSize", WAITING);
    try {
      if (connection != null && !isSecure(connection)) {
        Object queue = connection.getClass().getMethod("getAsyncWriteQueue").invoke(connection);
        Object channel = connection.getClass().getMethod("getChannel").invoke(connection);
        MethodHandle isEmpty = isEmpty(queue.getClass());
        return new GrizzlyConnection(
            connection, (SocketChannel) channel, () -> ask(isEmpty, queue));
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.FINE, "Messages go Grizzly's way", e);
    }
    return new GrizzlyConnection(connection, null, null);
  }

  private static boolean isSecure(Object connection) throws ReflectiveOperationException {
    ClassLoader loader = connection.getClass().getClassLoader();
    Class<?> type = Class.forName("org.glassfish.grizzly.Connection", false, loader);
    Class<?> tls = Class.forName("org.glassfish.grizzly.ssl.SSLUtils", true, loader);
    return tls.getMethod("getSSLEngine", type).invoke(null, connection) != null;
  }

  private static MethodHandle isEmpty(Class<?> type) throws ReflectiveOperationException {
    MethodHandle found = IS_EMPTY.get();
    if (found == null) {
      found = ServerMethod.find(type, "isEmpty", boolean.class);
      IS_EMPTY.set(found);
    }
    return found;
  }

  private static boolean ask(MethodHandle isEmpty, Object queue) {
    try {
      return (boolean) isEmpty.invokeExact(queue);
    } catch (Throwable e) {
      throw new IllegalStateException("It throws nothing", e);
    }
  }

  /**
   * Writes to the socket itself what it takes now, without waiting; nothing where Grizzly has
   * something to write before, or where the client is gone, which Grizzly is to find out itself.
   *
   * @param bytes never changed after
   * @return how many were written; the rest is to go Grizzly's way
   */
  int write(byte[] bytes) {
    if (channel == null || !idle.getAsBoolean()) {
      return 0;
    }
    try {
      return channel.write(OffHeap.of(bytes));
    } catch (IOException e) {
      LOG.log(Level.FINEST, "The client is gone", e);
      return 0;
    }
  }

  /** Ends it at once; nothing where it has ended, or where there is no such thing. */
  void cut() {
    call(connection, "terminateSilently");
  }

  private static Object call(Object target, String method, Integer... numbers) {
    if (target == null) {
      return null;
    }
    Class<?>[] types = new Class<?>[numbers.length];
    Arrays.fill(types, int.class);
    try {
      return target.getClass().getMethod(method, types).invoke(target, (Object[]) numbers);
    } catch (InvocationTargetException | NoSuchMethodException | IllegalAccessException e) {
      LOG.log(Level.FINE, "No way to a connection", e);
      return null;
    }
  }
}
