package io.parlance.hub;

import io.parlance.protocol.CloseReason;
import io.parlance.security.Caller;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A socket that nothing can be sent to, and of which everything but its end is an error. */
public final class BrokenSocket implements Wire {
  public volatile CloseReason closed;

  /** A connection of that person at the topics door. */
  public Connection connection(long userId) {
    Caller caller = new Caller(userId, "u" + userId, "U " + userId, Set.of(), Instant.MAX, null);
    Connection connection =
        new Connection(
            "broken",
            Connection.Door.TOPICS,
            caller,
            this,
            Form.SINGLE,
            new Connection.Bounds(100_000, 100_000_000),
            Clock.systemUTC());
    connection.begin();
    return connection;
  }

  @Override
  public Executor home() {
    throw new LinkageError("a test's");
  }

  @Override
  public void send(List<Bundle> bundles, boolean joined, Consumer<Throwable> done) {
    throw new LinkageError("a test's");
  }

  @Override
  public void send(ByteBuffer bytes, Consumer<Throwable> done) {
    throw new LinkageError("a test's");
  }

  @Override
  public void ping() {}

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }
}
