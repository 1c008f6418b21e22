package io.parlance.hub;

import io.parlance.protocol.CloseReason;
import io.parlance.security.Caller;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A socket without a network: what goes out is written down. */
public final class RecordedSocket implements Wire {
  public final List<String> sent = new CopyOnWriteArrayList<>();
  final List<List<String>> sends = new CopyOnWriteArrayList<>();
  public volatile CloseReason closed;
  Error failure;
  boolean deaf;
  private final Executor home;

  public RecordedSocket() {
    this(ANY);
  }

  RecordedSocket(Executor home) {
    this.home = home;
  }

  @Override
  public Executor home() {
    return home;
  }

  /** A connection of that person at the topics door. */
  public Connection connection(long userId) {
    Connection connection = coming(userId);
    connection.begin();
    return connection;
  }

  /** The same, and nobody has greeted it yet. */
  Connection coming(long userId) {
    return coming(userId, Clock.systemUTC());
  }

  Connection coming(long userId, Clock clock) {
    Caller caller = new Caller(userId, "u" + userId, "U " + userId, Set.of(), Instant.MAX, null);
    return new Connection(
        "c",
        Connection.Door.TOPICS,
        caller,
        this,
        Form.SINGLE,
        new Connection.Bounds(100_000, 100_000_000),
        clock);
  }

  @Override
  public void send(List<Bundle> bundles, boolean joined, Consumer<Throwable> done) {
    if (failure != null) {
      throw failure;
    }
    sends.add(bundles.stream().flatMap(bundle -> bundle.frames().stream()).toList());
    bundles.forEach(bundle -> sent.addAll(bundle.frames()));
    if (!deaf) {
      done.accept(null);
    }
  }

  @Override
  public void send(ByteBuffer bytes, Consumer<Throwable> done) {
    done.accept(new UnsupportedOperationException("bytes"));
  }

  @Override
  public void ping() {}

  @Override
  public void close(CloseReason reason) {
    closed = reason;
  }
}
