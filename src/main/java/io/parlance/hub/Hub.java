package io.parlance.hub;

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
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The live sockets of this node: all, by person, by conversation.
 *
 * <p>Bean-managed concurrency: the maps are concurrent, and nothing here waits for a client or for
 * the database. What a method changes in two maps it changes so that a reader in between sees a
 * socket too few, never one too many.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Hub {
  /** So many events are gathered for a socket before they go out: far less than it may hold. */
  private static final int MOST_TOGETHER = 50;

  @Inject private Clock clock;
  @Inject private Threads threads;

  // Written by register and unregister; bounded by the limit on sockets.
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  // Written likewise; a person without a socket has no entry. Nobody changes the sets.
  private final Map<Long, Set<Connection>> byUser = new ConcurrentHashMap<>();
  // Written by join and leave; a conversation that nobody listens to has no entry.
  private final Map<Long, Stream> streams = new ConcurrentHashMap<>();

  private Executor flushers;

  @PostConstruct
  void open() {
    int cores = Runtime.getRuntime().availableProcessors();
    // each stream waits here at most once
    flushers = threads.pool("flush", Math.max(2, cores), Integer.MAX_VALUE);
  }

  @PreDestroy
  void shut() {
    closeAll(CloseReason.RESTARTING);
  }

  /** A socket whose person is known. */
  public Connection register(
      Connection.Door door, Caller caller, Wire wire, Form form, Connection.Bounds bounds) {
    Connection connection =
        new Connection(UUID.randomUUID().toString(), door, caller, wire, form, bounds, clock);
    connections.put(connection.id(), connection);
    byUser.compute(caller.userId(), (id, set) -> with(connection, set == null ? Set.of() : set));
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
      leave(connection, subscription.stream().conversationId());
    }
    connection.gone();
  }

  /**
   * Registers the socket in a conversation, still silent: what happens from now on is held until
   * {@link #live}. Joining again reads again.
   */
  public Subscription join(Connection connection, long conversationId) {
    Subscription[] joined = new Subscription[1];
    streams.compute(
        conversationId,
        (id, stream) -> {
          Stream live = stream == null ? new Stream(id, flushers) : stream;
          Subscription own = connection.find(conversationId);
          if (own == null) {
            own = new Subscription(connection, live);
            live.add(own);
            connection.add(own);
          } else {
            live.hold(own);
          }
          joined[0] = own;
          return live;
        });
    if (!connections.containsKey(connection.id())) {
      // it went while it joined
      leave(connection, conversationId);
    }
    return joined[0];
  }

  /** Lets a socket hear what comes after {@code seq}: see {@link Stream#live}. */
  public boolean live(Subscription subscription, long seq, String answer) {
    return subscription.stream().live(subscription, seq, answer);
  }

  /** The socket no longer listens to the conversation. False if it did not. */
  public boolean leave(Connection connection, long conversationId) {
    Subscription own = connection.find(conversationId);
    if (own == null) {
      return false;
    }
    connection.remove(own);
    streams.computeIfPresent(
        conversationId,
        (id, stream) -> {
          stream.remove(own);
          return stream.isEmpty() ? null : stream;
        });
    return true;
  }

  /** Whether the socket is still there. */
  public boolean isOpen(Connection connection) {
    return connections.containsKey(connection.id());
  }

  /** Whether the socket joined it. */
  public boolean hasJoined(Connection connection, long conversationId) {
    return connection.find(conversationId) != null;
  }

  /** Announces a change to those who joined its conversation, in the order of {@code seq}. */
  public void announce(long conversationId, Announcement announcement) {
    Stream stream = streams.get(conversationId);
    if (stream != null) {
      stream.announce(announcement);
    }
    Connection asker = announcement.asker();
    if (asker != null && announcement.answer() != null && !hasJoined(asker, conversationId)) {
      asker.send(announcement.answer());
    }
  }

  /** What the sweep read from the database: see {@link Stream#mend}. */
  public void mend(long conversationId, List<Announcement> read, long head) {
    Stream stream = streams.get(conversationId);
    if (stream != null) {
      stream.mend(read, head);
    }
  }

  /**
   * Tells those who joined a conversation something that has no place in its order.
   *
   * @param exceptUser who is not told; -1 for nobody
   */
  public void tellJoined(long conversationId, Event event, long exceptUser) {
    Collection<Subscription> subscriptions = subscriptions(conversationId);
    if (!subscriptions.isEmpty()) {
      tell(
          event,
          subscriptions.stream()
              .map(Subscription::connection)
              .filter(connection -> connection.userId() != exceptUser));
    }
  }

  /** Tells every socket of these people at which people talk: dashboards are not told. */
  public void tellUsers(Collection<Long> userIds, Event event) {
    tell(event, userIds.stream().flatMap(id -> of(id).stream()).filter(Hub::talks));
  }

  /** Tells every socket of one person but that one, which may be null. */
  public void tellOtherSockets(long userId, Event event, Connection except) {
    tell(event, of(userId).stream().filter(connection -> connection != except));
  }

  /**
   * Tells each event, once, to every socket that joined any of its conversations. What one socket
   * is told goes out together.
   */
  public void tellJoinedAny(Map<Event, ? extends Collection<Long>> events) {
    Departures departures = new Departures();
    int gathered = 0;
    for (Map.Entry<Event, ? extends Collection<Long>> one : events.entrySet()) {
      Bundle bundle = bundle(one.getKey());
      joinedAny(one.getValue()).forEach(receiver -> departures.add(receiver, bundle));
      if (++gathered % MOST_TOGETHER == 0) {
        departures.go();
      }
    }
    departures.go();
  }

  private Set<Connection> joinedAny(Collection<Long> conversationIds) {
    Set<Connection> receivers = new HashSet<>();
    conversationIds.forEach(id -> subscriptions(id).forEach(s -> receivers.add(s.connection())));
    return receivers;
  }

  /** Tells everybody, but for dashboards. */
  public void tellAll(Event event) {
    tell(event, connections.values().stream().filter(Hub::talks));
  }

  private void tell(Event event, java.util.stream.Stream<Connection> receivers) {
    Bundle bundle = bundle(event);
    Departures departures = new Departures();
    receivers.forEach(receiver -> departures.add(receiver, bundle));
    departures.go();
  }

  private static boolean talks(Connection connection) {
    return connection.door() != Connection.Door.TOPICS;
  }

  /**
   * The threads that flush, about one a core, for all streams and topics. Whoever uses them has one
   * flush waiting or running at most.
   */
  public Executor flushers() {
    return flushers;
  }

  private Bundle bundle(Event event) {
    return Bundle.of(Frame.of(event, clock.instant()), event.mayBeDropped());
  }

  /** The sockets of a person; empty if there is none. */
  public Collection<Connection> of(long userId) {
    return byUser.getOrDefault(userId, Set.of());
  }

  /** Whether that person has a socket here. */
  public boolean isConnected(long userId) {
    return byUser.containsKey(userId);
  }

  /** The people who have a socket here. */
  public Set<Long> connectedUsers() {
    return byUser.keySet();
  }

  public Collection<Connection> connections() {
    return connections.values();
  }

  /** The conversations that somebody listens to. */
  public Collection<Stream> streams() {
    return streams.values();
  }

  /** The people who listen to a conversation. */
  public Set<Long> listeners(long conversationId) {
    Set<Long> users = new HashSet<>();
    subscriptions(conversationId).forEach(s -> users.add(s.connection().userId()));
    return users;
  }

  private Collection<Subscription> subscriptions(long conversationId) {
    Stream stream = streams.get(conversationId);
    return stream == null ? List.of() : Arrays.asList(stream.subscriptions());
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
