package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.hub.RecordedSocket;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** More is published than can be told at once. */
class TopicBoundsTest extends PausedTopics {
  @Test
  void muchAtOnceGoesOutInParts() {
    Topic topic = topic(false, 10);
    RecordedSocket socket = new RecordedSocket();
    topic.enter(join(topic, socket, 1), null);
    flush();
    topic.publish(events(2_000), NOW);
    flushes.remove().run();
    int first = offsets(socket).size();
    assertThat(first).isBetween(100, 1_000);
    // who comes amid the parts hears nothing that was before it
    RecordedSocket late = new RecordedSocket();
    topic.enter(join(topic, late, 2), null);
    topic.publish(events(1), NOW);
    flush();
    assertThat(offsets(socket)).isEqualTo(range(1, 2_001));
    assertThat(offsets(late)).isEqualTo(range(2_001, 2_001));
  }

  @Test
  void whatIsBeyondTheBoundWaitsForTheSweep() {
    Topic topic = topic(true, 1000);
    RecordedSocket socket = new RecordedSocket();
    topic.loaded(0);
    topic.enter(join(topic, socket, 1), null);
    topic.announce(told(1, 20_000));
    assertThat(topic.isFull()).isTrue();
    assertThat(topic.head()).isEqualTo(TopicRound.MOST_EVENTS);
    assertThat(topic.hasGap()).as("a sweep that reads on now would find no place").isFalse();
    flush();
    assertThat(topic.isFull()).isFalse();
    long head = topic.head();
    assertThat(head).isBetween((long) TopicRound.MOST_EVENTS, 19_999L);
    topic.mend(told(head + 1, 20_000));
    flush();
    topic.mend(told(topic.head() + 1, 20_000));
    flush();
    assertThat(offsets(socket)).isEqualTo(range(1, 20_000));
  }

  @Test
  void whoMovesTheOutboxWaitsForRoom() {
    Topic topic = topic(false, 10);
    topic.enter(join(topic, new RecordedSocket(), 1), null);
    topic.publish(events(TopicRound.MOST_EVENTS), NOW);
    FutureTask<Void> moving =
        new FutureTask<>(
            () -> {
              topic.awaitRoom();
              return null;
            });
    Thread mover = new Thread(moving);
    mover.start();
    await().until(() -> mover.getState() == Thread.State.WAITING);
    flush();
    assertThat(moving).succeedsWithin(Duration.ofSeconds(30));
  }
}
