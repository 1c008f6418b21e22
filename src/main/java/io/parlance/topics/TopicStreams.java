package io.parlance.topics;

import io.parlance.hub.Connection;
import io.parlance.hub.Hub;
import io.parlance.storage.Jdbc;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The topics that are alive on this node: somebody listens, or there is something to remember. */
@ApplicationScoped
public class TopicStreams {
  /** A durable topic stays in memory so long after the last one left: they may come back. */
  private static final long IDLE_MILLIS = 60_000;

  /** The most of a durable topic's events that one reading brings. */
  private static final int MOST_READ = 1_000;

  @Inject private Hub hub;
  @Inject private TopicLog log;
  @Inject private Clock clock;

  // Written by join, publish and forgetIdle; bounded by the subscriptions of all sockets and by
  // what topics in memory have to remember.
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();
  private String epoch;
  private volatile Executor flushers;

  @PostConstruct
  void open() {
    epoch = settled(log::epoch);
  }

  /** Two nodes that start first at once: the unique key lets one in, the other finds it. */
  static String settled(Supplier<String> epoch) {
    try {
      return epoch.get();
    } catch (RuntimeException e) {
      if (!Jdbc.isDuplicate(e)) {
        throw e;
      }
      return epoch.get();
    }
  }

  /** The epoch of all durable topics. */
  String epoch() {
    return epoch;
  }

  /** Registers a socket in a topic, still silent. */
  TopicSubscription join(Connection connection, String name, TopicFamily family) {
    TopicSubscription[] joined = new TopicSubscription[1];
    topics.compute(
        name,
        (key, known) -> {
          Topic topic = known == null ? topic(name, family) : known;
          joined[0] = new TopicSubscription(connection, topic);
          topic.add(joined[0]);
          return topic;
        });
    return joined[0];
  }

  private Topic topic(String name, TopicFamily family) {
    String own = family.durable() ? epoch : UUID.randomUUID().toString().substring(0, 8);
    return new Topic(name, family, own, flushers());
  }

  /** Asked once, by the first topic: while the server starts the hub must not be called. */
  Executor flushers() {
    Executor known = flushers;
    if (known == null) {
      known = hub.flushers();
      flushers = known;
    }
    return known;
  }

  /** Asks the database where a durable topic stands. Waits for it. */
  void load(Topic topic) {
    topic.loaded(log.heads(List.of(topic.name())).getOrDefault(topic.name(), 0L));
  }

  /** The socket no longer listens; the last word, which may be null, comes after all else. */
  boolean leave(TopicSubscription subscription, String lastWord) {
    return subscription.topic().remove(subscription, lastWord, clock.millis());
  }

  /** Publishes to a topic that is not durable. */
  Published publish(String name, TopicFamily family, List<TopicEvent> events) {
    Published[] published = new Published[1];
    topics.compute(
        name,
        (key, known) -> {
          Topic topic = known == null ? topic(name, family) : known;
          long first = topic.publish(events, clock.millis());
          published[0] = Published.of(name, topic.epoch(), first, events.size());
          return topic;
        });
    return published[0];
  }

  /** Tells those who listen to a durable topic what was committed. */
  void announce(String name, List<TopicTold> events) {
    Topic topic = topics.get(name);
    if (topic != null && !events.isEmpty()) {
      topic.announce(events);
    }
  }

  /** Tells what was moved from the outbox; waits where its topic is full. */
  void announce(TopicLog.Moved moved) throws InterruptedException {
    if (moved.family().durable()) {
      announce(moved.topic(), moved.told());
    } else {
      awaitRoom(moved.topic());
      publish(moved.topic(), moved.family(), moved.events());
    }
  }

  /** Waits while too much waits for a topic's listeners. */
  void awaitRoom(String name) throws InterruptedException {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.awaitRoom();
    }
  }

  /** Reads from the database what was not announced here. Waits for it. */
  void mend(Topic topic) {
    TopicLog.Read read;
    long head;
    do {
      head = topic.head();
      if (head < 0) {
        return;
      }
      read = log.after(topic.name(), topic.epoch(), head, MOST_READ);
      topic.mend(read.events());
    } while (topic.head() > head && topic.head() < read.head());
  }

  Optional<Topic> find(String name) {
    return Optional.ofNullable(topics.get(name));
  }

  Collection<Topic> all() {
    return topics.values();
  }

  void forgetIdle() {
    long now = clock.millis();
    for (String name : topics.keySet()) {
      topics.computeIfPresent(name, (key, topic) -> topic.isIdle(now, IDLE_MILLIS) ? null : topic);
    }
  }
}
