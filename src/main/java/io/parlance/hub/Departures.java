package io.parlance.hub;

import io.parlance.protocol.CloseReason;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What goes out to several sockets: put behind what waits for each of them, which is its place in
 * the order, and then sent from each one's {@linkplain Wire#home() home}, with one task for all
 * that share it. For one thread, and one journey.
 */
public final class Departures {
  private static final Logger LOG = Logger.getLogger(Departures.class.getName());

  private final IdentityHashMap<Executor, List<Connection>> byHome = new IdentityHashMap<>(4);

  /** The same to all of these, at once. */
  static void send(Bundle bundle, Stream<Connection> sockets) {
    of(bundle, sockets).go();
  }

  /** The same to all of these, who get it in this place whoever has it {@link #go}. */
  static Departures of(Bundle bundle, Stream<Connection> sockets) {
    Departures departures = new Departures();
    sockets.forEach(socket -> departures.add(socket, bundle));
    return departures;
  }

  /** These frames are next for that socket. */
  public void add(Connection connection, Bundle bundle) {
    try {
      if (connection.prepare(bundle)) {
        byHome.computeIfAbsent(connection.home(), home -> new ArrayList<>()).add(connection);
      }
    } catch (RuntimeException | Error e) {
      failed(connection, e);
    }
  }

  /** Sends what was added. */
  public void go() {
    go(() -> {});
  }

  /**
   * The same. What comes meanwhile had better wait until then, and be encoded once for all.
   *
   * @param gone run when the last home has sent what it takes now: by that home, or at once
   */
  public void go(Runnable gone) {
    AtomicInteger left = new AtomicInteger(byHome.size() + 1);
    Runnable one =
        () -> {
          if (left.decrementAndGet() == 0) {
            gone.run();
          }
        };
    byHome.forEach((home, sockets) -> at(home, () -> send(sockets, one), one));
    byHome.clear();
    one.run();
  }

  private static void send(List<Connection> sockets, Runnable sent) {
    try {
      sockets.forEach(socket -> guarded(socket, socket::flushHere));
    } finally {
      sent.run();
    }
  }

  /** What is wrong with one socket is nobody else's trouble; it comes back, and finds the rest. */
  public static void guarded(Connection socket, Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException | Error e) {
      failed(socket, e);
    }
  }

  private static void failed(Connection socket, Throwable failure) {
    LOG.log(Level.SEVERE, "A socket could not be sent to", failure);
    socket.close(CloseReason.INTERNAL);
  }

  static void at(Executor home, Runnable task, Runnable refused) {
    try {
      home.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINEST, "The server ends, and its sockets with it", e);
      refused.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, "What waits for its sockets goes out with what comes next", e);
      refused.run();
    }
  }
}
