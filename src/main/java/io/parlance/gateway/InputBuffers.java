package io.parlance.gateway;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets go of what Tyrus holds of its last input.
 *
 * <p>Tyrus 2.1 has two buffers for each socket, in which it puts frames together. They grow with
 * the largest that ever came and never shrink: ten thousand clients who each say 60,000 characters
 * once would cost more than a gigabyte, for as long as they stay. A buffer that is used up is as
 * good as none. This reaches into private fields; where that fails, sockets work as they are, and
 * keep it.
 */
final class InputBuffers {
  private static final Logger LOG = Logger.getLogger(InputBuffers.class.getName());

  /** Steps from the WebSocket layer's handler of the upgrade to each of the buffers. */
  private static final String[][] PATHS = {{"buf"}, {"connection", "readHandler", "buffer"}};

  private volatile Field[][] paths;
  private volatile boolean impossible;

  /** To be called by the thread that reads, when all that it read was taken. */
  void release(Object handler) {
    if (impossible) {
      return;
    }
    try {
      if (paths == null) {
        paths = new Field[][] {find(handler, PATHS[0]), find(handler, PATHS[1])};
      }
      for (Field[] path : paths) {
        release(handler, path);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      impossible = true;
      LOG.log(
          Level.WARNING,
          "This version of Tyrus keeps the largest frame that each client sent, twice: {0}",
          e.toString());
    }
  }

  private static void release(Object handler, Field[] path) throws ReflectiveOperationException {
    Object owner = handler;
    for (int i = 0; i < path.length - 1; i++) {
      owner = path[i].get(owner);
    }
    Field last = path[path.length - 1];
    if (last.get(owner) instanceof ByteBuffer buffer && !buffer.hasRemaining()) {
      last.set(owner, null);
    }
  }

  private static Field[] find(Object handler, String[] steps) throws ReflectiveOperationException {
    Field[] path = new Field[steps.length];
    Object owner = handler;
    for (int i = 0; i < path.length; i++) {
      path[i] = owner.getClass().getDeclaredField(steps[i]);
      path[i].setAccessible(true);
      owner = path[i].get(owner);
    }
    return path;
  }
}
