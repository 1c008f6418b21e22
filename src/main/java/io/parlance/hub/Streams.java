package io.parlance.hub;

import io.parlance.protocol.Event;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The conversations that somebody on this node listens to, each with the sockets that joined it.
 *
 * <p>There is one, the hub's. Nothing here waits for a client or for the database.
 */
public final class Streams {
  /** So many events are gathered for a socket before they go out: far less than it may hold. */
  private static final int MOST_TOGETHER = 50;

  private final Executor flushers;
  private final Clock clock;
  private final Predicate<Connection> isOpen;

  // Written by join and leave; a conversation that nobody listens to has no entry.
  private final Map<Long, Stream> streams = new ConcurrentHashMap<>();

  Streams(Executor flushers, Clock clock, Predicate<Connection> isOpen) {
    this.flushers = flushers;
    this.clock = clock;
    this.isOpen = isOpen;
  }

  /** All of them. */
  public Collection<Stream> all() {
    return streams.values();
  }

  /**
   * Registers the socket in a conversation, still silent: what happens from now on is held until
   * {@link #joined} or {@link #resumed}. Joining again reads again.
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
    if (!isOpen.test(connection)) {
      // it went while it joined
      leave(connection, conversationId);
    }
    return joined[0];
  }

  /**
   * The socket joins where the conversation is at {@code seq}, and hears what comes after. One that
   * had joined before misses nothing: what was held comes too. See {@link Stream#live}.
   */
  public boolean joined(Subscription subscription, long seq, String answer) {
    long has = subscription.isAdmitted() ? subscription.after() : seq;
    return subscription.stream().live(subscription, has, seq, answer);
  }

  /** The socket was sent all up to {@code seq}, and hears what comes after: {@link Stream#live}. */
  public boolean resumed(Subscription subscription, long seq, String answer) {
    return subscription.stream().live(subscription, seq, seq, answer);
  }

  /** A reader could not read: see {@link Stream#giveUp}. Who had not joined before has not now. */
  public void giveUp(Subscription own) {
    streams.computeIfPresent(
        own.conversationId(),
        (id, stream) -> {
          if (!stream.giveUp(own)) {
            own.connection().remove(own);
            stream.remove(own);
          }
          return stream.isEmpty() ? null : stream;
        });
  }

  /** The socket no longer listens to the conversation. False if it did not. */
  public boolean leave(Connection connection, long conversationId) {
    Subscription own = connection.find(conversationId);
    if (own == null) {
      return false;
    }
    leave(own);
    return true;
  }

  /** The same, where it is at hand. */
  public void leave(Subscription own) {
    own.connection().remove(own);
    streams.computeIfPresent(
        own.conversationId(),
        (id, stream) -> {
          stream.remove(own);
          return stream.isEmpty() ? null : stream;
        });
  }

  /** Whether the socket has not left since. */
  public boolean isThere(Subscription own) {
    return own.connection().find(own.conversationId()) == own;
  }

  /** Whether the socket joined it, as one who may. */
  public boolean hasJoined(Connection connection, long conversationId) {
    Subscription own = connection.find(conversationId);
    return own != null && own.isAdmitted();
  }

  /**
   * Announces a change to those who joined its conversation, in the order of {@code seq}. Whoever
   * asked for it is answered in any case, once.
   */
  public void announce(long conversationId, Announcement announcement) {
    Stream stream = streams.get(conversationId);
    boolean isAskerHere = stream != null && stream.announce(announcement);
    if (announcement.asker() != null && !isAskerHere) {
      announcement.asker().send(announcement.answer());
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
    Collection<Connection> joined = admitted(conversationId);
    if (!joined.isEmpty()) {
      Departures departures =
          Departures.of(
              Bundle.of(event, clock.instant()),
              joined.stream().filter(connection -> connection.userId() != exceptUser));
      // whoever tells this may be the thread that reads from many sockets, or a lane
      flushers.execute(departures::go);
    }
  }

  /**
   * Tells each event, once, to every socket that joined any of its conversations. What one socket
   * is told goes out together.
   */
  public void tellJoinedAny(Map<Event, ? extends Collection<Long>> events) {
    Departures departures = new Departures();
    int gathered = 0;
    for (Map.Entry<Event, ? extends Collection<Long>> one : events.entrySet()) {
      Bundle bundle = Bundle.of(one.getKey(), clock.instant());
      joinedAny(one.getValue()).forEach(receiver -> departures.add(receiver, bundle));
      if (++gathered % MOST_TOGETHER == 0) {
        departures.go();
      }
    }
    departures.go();
  }

  private Set<Connection> joinedAny(Collection<Long> conversationIds) {
    Set<Connection> receivers = new HashSet<>();
    conversationIds.forEach(id -> receivers.addAll(admitted(id)));
    return receivers;
  }

  /** The people who listen to a conversation, or are about to. */
  public Set<Long> listeners(long conversationId) {
    Set<Long> users = new HashSet<>();
    subscriptions(conversationId).forEach(s -> users.add(s.connection().userId()));
    return users;
  }

  private Collection<Connection> admitted(long conversationId) {
    return subscriptions(conversationId).stream()
        .filter(Subscription::isAdmitted)
        .map(Subscription::connection)
        .toList();
  }

  private Collection<Subscription> subscriptions(long conversationId) {
    Stream stream = streams.get(conversationId);
    return stream == null ? List.of() : Arrays.asList(stream.subscriptions());
  }
}
