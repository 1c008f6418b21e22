package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.hub.RecordedSocket;
import io.parlance.protocol.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicTest extends PausedTopics {
  @Test
  void newcomerHearsWhatComesAfterTheAnswer() {
    Topic topic = topic(false, 10);
    topic.publish(events(2), NOW);
    RecordedSocket socket = new RecordedSocket();
    TopicSubscription own = join(topic, socket, 1);
    topic.enter(own, null);
    topic.publish(events(2), NOW);
    flush();
    assertThat(socket.sent.get(0))
        .isEqualTo(
            "{\"action\":\"subscribed\",\"topic\":\"list:1\",\"epoch\":\"e1\",\"offset\":2}");
    assertThat(offsets(socket)).isEqualTo(range(3, 4));
  }

  @Test
  void whatAnotherBatchBroughtIsNotSentAgain() {
    Topic topic = topic(false, 10);
    RecordedSocket early = new RecordedSocket();
    topic.enter(join(topic, early, 1), null);
    topic.publish(events(3), NOW);
    RecordedSocket late = new RecordedSocket();
    assertThat(topic.recover(join(topic, late, 2), new TopicPosition("e1", 1)))
        .isEqualTo(TopicEntry.LIVE);
    topic.publish(events(1), NOW);
    flush();
    assertThat(offsets(early)).isEqualTo(range(1, 4));
    assertThat(offsets(late)).isEqualTo(range(2, 4));
    assertThat(late.sent.get(0)).contains("\"offset\":3,\"recovered\":true");
  }

  @Test
  void memoryReachesAsFarAsTheFamilySays() {
    Topic topic = topic(false, 5);
    topic.publish(events(9), NOW);
    TopicSubscription own = join(topic, new RecordedSocket(), 1);
    assertThat(topic.recover(own, new TopicPosition("e1", 4))).isEqualTo(TopicEntry.LIVE);
    assertThat(topic.recover(own, new TopicPosition("e1", 3))).isEqualTo(TopicEntry.LOST);
    assertThat(topic.recover(own, new TopicPosition("e2", 9))).isEqualTo(TopicEntry.LOST);
    assertThat(topic.recover(own, new TopicPosition("e1", 10))).isEqualTo(TopicEntry.LOST);
    assertThat(topic.since(4, NOW)).hasSize(5);
    assertThat(topic.since(4, NOW + 61_000)).isNull();
  }

  @Test
  void durableTopicReadsWhatMemoryHasNot() {
    Topic topic = topic(true, 1000);
    RecordedSocket socket = new RecordedSocket();
    TopicSubscription own = join(topic, socket, 1);
    topic.announce(told(8, 8));
    assertThat(topic.head()).isEqualTo(-1);
    topic.loaded(6);
    assertThat(topic.hasGap()).isTrue();
    topic.mend(told(7, 8));
    assertThat(topic.head()).isEqualTo(8);
    assertThat(topic.recover(own, new TopicPosition("e1", 3))).isEqualTo(TopicEntry.MUST_READ);
    topic.announce(told(9, 9));
    flush();
    assertThat(offsets(socket)).isEmpty();
    // it has read 4 to 8 by itself
    assertThat(topic.goLive(own, 8)).isEqualTo(TopicEntry.LIVE);
    topic.announce(told(10, 10));
    flush();
    assertThat(offsets(socket)).isEqualTo(range(9, 10));
  }

  @Test
  void readerThatIsAheadOfTheAnnouncementsHearsNothingTwice() {
    Topic topic = topic(true, 1000);
    RecordedSocket socket = new RecordedSocket();
    TopicSubscription own = join(topic, socket, 1);
    topic.loaded(5);
    assertThat(topic.recover(own, new TopicPosition("e1", 7))).isEqualTo(TopicEntry.MUST_READ);
    assertThat(topic.goLive(own, 8)).isEqualTo(TopicEntry.LIVE);
    topic.announce(told(6, 9));
    flush();
    assertThat(offsets(socket)).isEqualTo(range(9, 9));
  }

  @Test
  void whatComesEarlyWaitsForItsTurn() {
    Topic topic = topic(true, 1000);
    RecordedSocket socket = new RecordedSocket();
    TopicSubscription own = join(topic, socket, 1);
    topic.loaded(0);
    topic.enter(own, null);
    topic.announce(told(3, 4));
    topic.announce(told(1, 1));
    flush();
    assertThat(offsets(socket)).isEqualTo(range(1, 1));
    topic.announce(told(2, 3));
    flush();
    assertThat(offsets(socket)).isEqualTo(range(1, 4));
  }

  @Test
  void holeThatCannotBeMendedSendsPeopleAway() {
    Topic topic = topic(true, 1000);
    RecordedSocket socket = new RecordedSocket();
    TopicSubscription own = join(topic, socket, 1);
    topic.loaded(5);
    topic.enter(own, null);
    topic.mend(told(100, 101));
    assertThat(socket.closed).isEqualTo(CloseReason.TRY_AGAIN_LATER);
    assertThat(topic.head()).isEqualTo(101);
  }

  @Test
  void lastWordComesLast() {
    Topic topic = topic(false, 10);
    RecordedSocket socket = new RecordedSocket();
    TopicSubscription own = join(topic, socket, 1);
    topic.enter(own, null);
    topic.publish(events(1), NOW);
    Runnable running = flushes.remove();
    topic.remove(own, "bye", NOW);
    running.run();
    topic.publish(events(1), NOW);
    flush();
    assertThat(socket.sent).endsWith("bye").filteredOn(f -> f.contains("event")).isEmpty();
    assertThat(topic.remove(own, "bye", NOW)).isFalse();
  }

  @Test
  void presenceIsToldToTheOthers() {
    Topic topic = topic(false, 10);
    RecordedSocket one = new RecordedSocket();
    RecordedSocket two = new RecordedSocket();
    topic.enter(join(topic, one, 1), null);
    flush();
    TopicSubscription own = join(topic, two, 2);
    topic.enter(own, null);
    TopicSubscription again = join(topic, new RecordedSocket(), 2);
    flush();
    assertThat(topic.people()).containsExactlyInAnyOrder(1L, 2L);
    topic.remove(own, null, NOW);
    topic.remove(again, null, NOW);
    flush();
    assertThat(one.sent.subList(1, one.sent.size()))
        .containsExactly(
            "{\"topic\":\"list:1\",\"presence\":\"joined\",\"user_id\":2}",
            "{\"topic\":\"list:1\",\"presence\":\"left\",\"user_id\":2}");
    assertThat(two.sent).noneMatch(frame -> frame.contains("presence"));
  }

  @Test
  void membersComeAndGoInAnyOrder() {
    Topic topic = topic(false, 10);
    List<TopicSubscription> all = new ArrayList<>();
    List<RecordedSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sockets.add(new RecordedSocket());
      all.add(join(topic, sockets.get(i), i));
      topic.enter(all.get(i), null);
    }
    flush();
    for (int i = 0; i < 100; i += 2) {
      topic.remove(all.get(i), null, NOW);
    }
    topic.publish(events(1), NOW);
    flush();
    for (int i = 0; i < 100; i++) {
      assertThat(offsets(sockets.get(i))).hasSize(i % 2);
    }
    assertThat(topic.size()).isEqualTo(50);
  }

  @Test
  void topicIsForgottenWhenNothingIsLostByIt() {
    Topic topic = topic(false, 10);
    TopicSubscription own = join(topic, new RecordedSocket(), 1);
    assertThat(topic.isIdle(NOW + 100_000, 1000)).isFalse();
    topic.publish(events(1), NOW);
    topic.remove(own, null, NOW);
    flush();
    assertThat(topic.isIdle(NOW + 30_000, 1000)).isFalse();
    assertThat(topic.isIdle(NOW + 61_001, 1000)).isTrue();
  }
}
