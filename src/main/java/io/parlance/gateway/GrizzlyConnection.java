package io.parlance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The connection below an upgraded request on Payara, for the two things that the standard has no
 * word for. It cannot cut: Grizzly closes no connection whose client still has to take something.
 * And it cannot say how much may wait for a client that takes nothing: with Grizzly that is four
 * times what the kernel keeps, some ten megabytes, before we are told to wait.
 */
record GrizzlyConnection(Object connection) {
  private static final Logger LOG = Logger.getLogger(GrizzlyConnection.class.getName());

  /** Bytes that Grizzly keeps beyond what the kernel takes. */
  private static final int WAITING = 65_536;

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
    return new GrizzlyConnection(connection);
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
