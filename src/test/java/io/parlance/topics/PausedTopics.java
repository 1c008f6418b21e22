package io.parlance.topics;

import io.parlance.hub.RecordedSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Topics without a server, that send when a test lets them; the ground of the tests of topics. */
class PausedTopics {
  static final long NOW = 1_000_000;

  /** Flushes wait here until a test lets them run. */
  final Queue<Runnable> flushes = new ArrayDeque<>();

  final Topic topic(boolean durable, int history) {
    TopicFamily family =
        new TopicFamily(
            "list",
            new TopicPattern("list:{id}"),
            null,
            null,
            history,
            Duration.ofMinutes(1),
            durable,
            true);
    return new Topic("list:1", family, "e1", flushes::add);
  }

  final void flush() {
    while (!flushes.isEmpty()) {
      flushes.remove().run();
    }
  }

  static TopicEvent event(String entity) {
    return new TopicEvent(TopicChange.ADDED, entity, "{}", null, Instant.EPOCH);
  }

  static List<TopicEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(i -> event("e" + i)).toList();
  }

  static List<TopicTold> told(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(o -> new TopicTold(o, event("e").frame("list:1", o, "e1"), NOW))
        .toList();
  }

  static TopicSubscription join(Topic topic, RecordedSocket socket, long user) {
    TopicSubscription subscription = new TopicSubscription(socket.connection(user), topic);
    topic.add(subscription);
    return subscription;
  }

  static List<Long> offsets(RecordedSocket socket) {
    List<Long> offsets = new ArrayList<>();
    for (String frame : socket.sent) {
      if (frame.contains("\"event\"")) {
        offsets.add(Long.valueOf(frame.replaceAll(".*\"offset\":(\\d+).*", "$1")));
      }
    }
    return offsets;
  }

  static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
