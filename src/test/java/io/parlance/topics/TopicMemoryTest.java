package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.hub.Connection;
import io.parlance.hub.RecordedSocket;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a subscription costs is known: topics.md tells a million of them. */
class TopicMemoryTest {
  private static final int SOCKETS = 200;
  private static final int TOPICS = 1_000;
  private static final long MOST_BYTES = 120;

  @Test
  void subscriptionCostsAboutAHundredBytes() {
    List<Topic> topics = new ArrayList<>();
    for (int i = 0; i < TOPICS; i++) {
      topics.add(new Topic("list:" + i, family(), "e", Runnable::run));
    }
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < SOCKETS; i++) {
      connections.add(new RecordedSocket().connection(i));
    }
    long before = used();
    List<Map<String, TopicSubscription>> sessions = new ArrayList<>();
    for (Connection connection : connections) {
      Map<String, TopicSubscription> own = new HashMap<>();
      for (Topic topic : topics) {
        TopicSubscription subscription = new TopicSubscription(connection, topic);
        topic.add(subscription);
        own.put(topic.name(), subscription);
      }
      sessions.add(own);
    }
    long each = (used() - before) / (SOCKETS * (long) TOPICS);
    assertThat(sessions).hasSize(SOCKETS);
    System.getLogger("topics").log(System.Logger.Level.INFO, each + " bytes a subscription");
    assertThat(each).isBetween(20L, MOST_BYTES);
  }

  private static TopicFamily family() {
    return new TopicFamily(
        "list", new TopicPattern("list:{id}"), null, null, 1000, Duration.ofDays(7), true, false);
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
