package io.parlance.hub;

import io.parlance.protocol.CloseReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * How bytes leave for one socket. The containers differ in what a send costs, so there is more than
 * one answer; none of them may block on a client that does not read.
 *
 * <p>At most one send is under way at a time: the caller waits for {@code done}, which is called
 * exactly once, with null or with what went wrong, on any thread, maybe before the method returns.
 */
public interface Wire {
  /** No thread is better than the one that asks. */
  Executor ANY = Runnable::run;

  /**
   * Sends the frames of these bundles, in order.
   *
   * @param joined as one text message, a JSON array where they are more than one; else as a text
   *     message each
   */
  void send(List<Bundle> bundles, boolean joined, Consumer<Throwable> done);

  /**
   * The thread from which a send costs least here, the same object for all sockets that share it.
   * It runs its tasks in their order. Any thread may send.
   */
  default Executor home() {
    return ANY;
  }

  /** Sends one whole binary message. */
  void send(ByteBuffer bytes, Consumer<Throwable> done);

  /** Sends a ping (RFC 6455, section 5.5.2). */
  void ping();

  /** Closes, at last by force where the client does not take part. */
  void close(CloseReason reason);
}
