package io.parlance.gateway;

import io.parlance.hub.Wire;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes turns with Undertow on one connection: stands before the XNIO conduit into which it writes,
 * and writes there as well. Whoever has begun a frame ends it first. What the client does not take
 * now goes on when Undertow is told that it can be written to, which then calls here.
 *
 * <p>Undertow writes on the connection's I/O thread only. We write on whichever thread sends, under
 * the monitor of this: with many receivers, going round all the I/O threads costs as much as the
 * writing. Only where TLS is below, which knows no other thread, do we take that one as well.
 *
 * <p>XNIO's types are not offered to applications: all of this is by reflection.
 */
final class Conduit implements InvocationHandler {
  private static final Logger LOG = Logger.getLogger(Conduit.class.getName());

  /** What is called for each message; found once. */
  private record Calls(MethodHandle write, MethodHandle flush, MethodHandle resume) {
    static Calls of(Class<?> type) throws ReflectiveOperationException {
      return new Calls(
          ServerMethod.find(type, "write", int.class, ByteBuffer.class),
          ServerMethod.find(type, "flush", boolean.class),
          ServerMethod.find(type, "resumeWrites", void.class));
    }
  }

  private static final AtomicReference<Calls> CALLS = new AtomicReference<>();

  /** Below a connection without TLS. */
  private static final String PLAIN = "org.xnio.nio.NioSocketStreamConnection";

  private final Calls calls;
  private final Object next;
  private final Executor home;

  // all guarded by the monitor of this

  /** Ours: what is on its way, and who is told; null for none. */
  private ByteBuffer frames;

  private Consumer<Throwable> done;

  /** What became of the last of ours, until it is told outside of the monitor; null for nothing. */
  private Runnable ended;

  /** Whether Undertow has begun to write something, and not ended. */
  private boolean theirs;

  /**
   * One before that one.
   *
   * @param home runs what writes to it
   */
  Conduit(Object next, Class<?> type, Executor home) throws ReflectiveOperationException {
    this.next = next;
    this.home = home;
    Calls found = CALLS.get();
    this.calls = found == null ? Calls.of(type) : found;
    CALLS.set(calls);
  }

  /**
   * Steps between Undertow and the connection of a session that is being opened.
   *
   * @return null where this is not the Undertow that we know: nothing is changed then
   */
  static Conduit before(Session session) {
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      Object connection = connection(channel);
      Object sink = connection.getClass().getMethod("getSinkChannel").invoke(connection);
      Object next = sink.getClass().getMethod("getConduit").invoke(sink);
      Class<?> type =
          Class.forName(
              "org.xnio.conduits.StreamSinkConduit", false, sink.getClass().getClassLoader());
      Object thread = channel.getClass().getMethod("getIoThread").invoke(channel);
      boolean plain = connection.getClass().getName().equals(PLAIN);
      Conduit conduit = new Conduit(next, type, plain ? Wire.ANY : (Executor) thread);
      sink.getClass().getMethod("setConduit", type).invoke(sink, conduit.as(type));
      return conduit;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.FINE, "Messages go Undertow's way", e);
      return null;
    }
  }

  private static Object connection(Object channel) throws ReflectiveOperationException {
    for (Class<?> c = channel.getClass(); c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getType().getName().equals("org.xnio.StreamConnection")) {
          field.setAccessible(true);
          return field.get(channel);
        }
      }
    }
    throw new NoSuchFieldException("org.xnio.StreamConnection of " + channel.getClass());
  }

  /** What Undertow writes into. */
  Object as(Class<?> type) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
  }

  /** Where {@link #send} had better be called. */
  Executor home() {
    return home;
  }

  /** Sends these frames; the ones before must be done. From any thread. */
  void send(byte[] bytes, Consumer<Throwable> done) {
    if (home == Wire.ANY || home == Thread.currentThread()) {
      begin(bytes, done);
      return;
    }
    try {
      home.execute(() -> begin(bytes, done));
    } catch (RejectedExecutionException e) {
      // the server ends, and its connections with it
      done.accept(e);
    }
  }

  private void begin(byte[] bytes, Consumer<Throwable> done) {
    synchronized (this) {
      this.frames = OffHeap.of(bytes);
      this.done = done;
      try {
        if (!theirs && !push()) {
          calls.resume.invokeExact(next);
        }
      } catch (Throwable e) {
        LOG.log(Level.FINEST, "It closed meanwhile, and whoever sends is told", e);
      }
      if (frames != null) {
        frames = ByteBuffer.wrap(bytes).position(frames.position());
      }
    }
    tell();
  }

  /** Writes what is ours. False if something is left of it: the client takes no more now. */
  private boolean push() throws Throwable {
    if (frames == null) {
      return true;
    }
    try {
      while (frames.hasRemaining()) {
        if ((int) calls.write.invokeExact(next, frames) == 0) {
          return false;
        }
      }
      if (!(boolean) calls.flush.invokeExact(next)) {
        return false;
      }
    } catch (Throwable e) {
      end(e);
      throw e;
    }
    end(null);
    return true;
  }

  private void end(Throwable failure) {
    if (done != null) {
      Consumer<Throwable> told = done;
      ended = () -> told.accept(failure);
      frames = null;
      done = null;
    }
  }

  /** Whoever is told may send the next one at once. */
  private void tell() {
    Runnable telling;
    synchronized (this) {
      telling = ended;
      ended = null;
    }
    if (telling != null) {
      telling.run();
    }
  }

  /** Undertow writes, or asks. */
  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return switch (method.getName()) {
        case "write", "writeFinal", "transferFrom" -> write(method, arguments);
        case "flush" -> flush(method, arguments);
        case "suspendWrites" -> suspend(method, arguments);
        case "terminateWrites", "truncateWrites" -> {
          close();
          yield forward(method, arguments);
        }
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> forward(method, arguments);
      };
    } finally {
      tell();
    }
  }

  private synchronized Object write(Method method, Object[] arguments) throws Throwable {
    if (!theirs && !push()) {
      return method.getReturnType() == int.class ? (Object) 0 : (Object) 0L;
    }
    Object written = forward(method, arguments);
    theirs = hasRemaining(arguments);
    if (!theirs && !push()) {
      calls.resume.invokeExact(next);
    }
    return written;
  }

  private synchronized boolean flush(Method method, Object[] arguments) throws Throwable {
    return (theirs || push()) && (boolean) forward(method, arguments);
  }

  /** It has nothing more to write; but we may have. */
  private synchronized Object suspend(Method method, Object[] arguments) throws Throwable {
    return frames == null ? forward(method, arguments) : null;
  }

  private synchronized void close() {
    end(new ClosedChannelException());
  }

  /** Whether something is left of what Undertow wanted to write. */
  private static boolean hasRemaining(Object[] arguments) {
    if (arguments[0] instanceof ByteBuffer buffer) {
      return buffer.hasRemaining();
    }
    if (arguments[0] instanceof ByteBuffer[] buffers) {
      int from = (int) arguments[1];
      for (int i = from; i < from + (int) arguments[2]; i++) {
        if (buffers[i].hasRemaining()) {
          return true;
        }
      }
    }
    return false;
  }

  private Object forward(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(next, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
