package io.parlance.hub;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Event;
import io.parlance.protocol.Frame;
import io.parlance.security.Caller;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The live sockets of this node: all, and by person; {@link Streams} has them by conversation.
 *
 * <p>Bean-managed concurrency: the maps are concurrent, and nothing here waits for a client or for
 * the database. What a method changes in two maps it changes so that a reader in between sees a
 * socket too few, never one too many.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Hub {
  private Clock clock;
  private Limits limits;
  private Threads threads;

  // Written by register and unregister; bounded by the limit on sockets.
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  // Written likewise; a person without a socket has no entry. Nobody changes the sets.
  private final Map<Long, Set<Connection>> byUser = new ConcurrentHashMap<>();

  private Executor flushers;
  private Streams streams;

  @Inject
  void uses(Clock clock, Limits limits, Threads threads) {
    this.clock = clock;
    this.limits = limits;
    this.threads = threads;
  }

  @PostConstruct
  void open() {
    int cores = Runtime.getRuntime().availableProcessors();
    // each stream waits here at most once, and the rest comes no faster than the rates let it
    flushers = threads.pool("flush", Math.max(2, cores), Integer.MAX_VALUE);
    streams = new Streams(flushers, clock, this::isOpen);
  }

  @PreDestroy
  void shut() {
    closeAll(CloseReason.RESTARTING);
  }

  /**
   * The conversations that are listened to. Given away as it is, because it is asked for each
   * message, and a call of an enterprise bean costs more than what it would do there.
   */
  @Produces
  public Streams streams() {
    return streams;
  }

  /**
   * A socket whose person is known; null where it would be one too many of its person or of the
   * server, however many come at once.
   */
  public Connection register(Connection.Door door, Caller caller, Wire wire, Form form) {
    Connection.Bounds bounds =
        new Connection.Bounds(
            limits.value(Limit.QUEUE_FRAMES), limits.value(Limit.QUEUE_CHARACTERS));
    Connection connection =
        new Connection(UUID.randomUUID().toString(), door, caller, wire, form, bounds, clock);
    connections.put(connection.id(), connection);
    int most = limits.value(Limit.CONNECTIONS_PER_USER);
    Set<Connection> own =
        byUser.merge(
            caller.userId(),
            Set.of(connection),
            (others, one) -> others.size() < most ? with(connection, others) : others);
    if (connections.size() > limits.value(Limit.CONNECTIONS) || !own.contains(connection)) {
      unregister(connection);
      return null;
    }
    return connection;
  }

  private static Set<Connection> with(Connection connection, Set<Connection> others) {
    Set<Connection> all = new HashSet<>(others);
    all.add(connection);
    return Set.copyOf(all);
  }

  /** The socket is gone: it leaves all that it joined. Calling it again does nothing. */
  public void unregister(Connection connection) {
    if (connections.remove(connection.id()) == null) {
      return;
    }
    byUser.computeIfPresent(
        connection.userId(),
        (id, set) -> {
          Set<Connection> left = new HashSet<>(set);
          left.remove(connection);
          return left.isEmpty() ? null : Set.copyOf(left);
        });
    for (Subscription subscription : connection.subscriptions()) {
      streams.leave(subscription);
    }
    connection.gone();
  }

  /** Whether the socket is still there. */
  public boolean isOpen(Connection connection) {
    return connections.containsKey(connection.id());
  }

  /** Tells every socket of these people at which people talk: dashboards are not told. */
  public void tellUsers(Collection<Long> userIds, Event event) {
    send(event, userIds.stream().flatMap(id -> of(id).stream()).filter(Hub::talks));
  }

  /** Tells people what concerns each of them. What one socket is told goes out together. */
  public void tellEach(Map<Long, ? extends Collection<? extends Event>> events) {
    events.forEach(
        (userId, own) -> {
          Instant now = clock.instant();
          List<String> frames = own.stream().map(event -> Frame.of(event, now)).toList();
          Departures.send(Bundle.of(frames), of(userId).stream().filter(Hub::talks));
        });
  }

  /** Tells every socket of one person, as above, but that one, which may be null. */
  public void tellOtherSockets(long userId, Event event, Connection except) {
    send(event, of(userId).stream().filter(Hub::talks).filter(each -> each != except));
  }

  /** Tells everybody, but for dashboards. */
  public void tellAll(Event event) {
    send(event, connections.values().stream().filter(Hub::talks));
  }

  private void send(Event event, java.util.stream.Stream<Connection> receivers) {
    Departures.send(Bundle.of(event, clock.instant()), receivers);
  }

  private static boolean talks(Connection connection) {
    return connection.door() != Connection.Door.TOPICS;
  }

  /**
   * The threads that flush, about one a core. A stream or a topic has one flush waiting or running
   * at most; what has no place in an order is bounded by the rates.
   */
  public Executor flushers() {
    return flushers;
  }

  /** The sockets of a person; empty if there is none. */
  public Collection<Connection> of(long userId) {
    return byUser.getOrDefault(userId, Set.of());
  }

  /** The people who have a socket here: not a copy, so it is true as long as it is held. */
  public Set<Long> connectedUsers() {
    return byUser.keySet();
  }

  public Collection<Connection> connections() {
    return connections.values();
  }

  /** Its person may no longer be here: closes the socket as its door closes such. */
  public void turnAway(Connection connection) {
    connection.close(
        connection.door() == Connection.Door.TOPICS
            ? CloseReason.TOPICS_UNAUTHORIZED
            : CloseReason.AUTHENTICATION_FAILED);
    unregister(connection);
  }

  /** Closes every socket, as when the server goes. */
  public void closeAll(CloseReason reason) {
    connections.values().forEach(connection -> connection.close(reason));
  }
}
