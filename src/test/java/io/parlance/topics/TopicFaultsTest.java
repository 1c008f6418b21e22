package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.hub.BrokenSocket;
import io.parlance.hub.RecordedSocket;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the way out of a topic. */
class TopicFaultsTest extends PausedTopics {
  private boolean flusherIsThere = true;
  private Throwable why = new LinkageError("a test's");

  private Topic topicWithoutAFlusherAtTimes() {
    TopicFamily family =
        new TopicFamily(
            "list",
            new TopicPattern("list:{id}"),
            null,
            null,
            10,
            Duration.ofMinutes(1),
            false,
            true);
    return new Topic("list:1", family, "e1", this::execute);
  }

  private void execute(Runnable flush) {
    if (flusherIsThere) {
      flushes.add(flush);
    } else if (why instanceof Error error) {
      throw error;
    } else {
      throw (RuntimeException) why;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void topicWithoutAFlusherForAMomentIsNotMute(boolean error) {
    if (!error) {
      why = new Refused(ErrorCode.UNAVAILABLE, "full");
    }
    Topic topic = topicWithoutAFlusherAtTimes();
    RecordedSocket socket = new RecordedSocket();
    topic.enter(join(topic, socket, 1), null);
    flush();
    flusherIsThere = false;
    assertThat(topic.publish(events(1), NOW)).isEqualTo(1);
    flusherIsThere = true;
    topic.publish(events(1), NOW);
    flush();
    assertThat(offsets(socket)).isEqualTo(range(1, 2));
  }

  @Test
  void sweepSendsWhatNobodySent() {
    Topic topic = topicWithoutAFlusherAtTimes();
    RecordedSocket socket = new RecordedSocket();
    topic.enter(join(topic, socket, 1), null);
    flush();
    flusherIsThere = false;
    topic.publish(events(1), NOW);
    flusherIsThere = true;
    topic.flushSoon();
    topic.flushSoon();
    assertThat(flushes).hasSize(1);
    flush();
    assertThat(offsets(socket)).isEqualTo(range(1, 1));
  }

  @Test
  void brokenSocketIsClosedAndCostsNobodyElseAnything() {
    Topic topic = topic(false, 10);
    RecordedSocket before = new RecordedSocket();
    RecordedSocket after = new RecordedSocket();
    topic.enter(join(topic, before, 1), null);
    BrokenSocket broken = new BrokenSocket();
    TopicSubscription its = new TopicSubscription(broken.connection(2), topic);
    topic.add(its);
    topic.enter(its, null);
    topic.enter(join(topic, after, 3), null);
    topic.publish(events(2), NOW);
    flush();
    assertThat(broken.closed).isEqualTo(CloseReason.INTERNAL);
    for (RecordedSocket socket : List.of(before, after)) {
      assertThat(socket.sent.get(0)).contains("subscribed");
      assertThat(offsets(socket)).isEqualTo(range(1, 2));
      assertThat(socket.closed).isNull();
    }
    topic.publish(events(1), NOW);
    flush();
    assertThat(offsets(after)).isEqualTo(range(1, 3));
  }

  @Test
  void presenceReachesTheOthersToo() {
    Topic topic = topic(false, 10);
    TopicSubscription its = new TopicSubscription(new BrokenSocket().connection(2), topic);
    topic.add(its);
    topic.enter(its, null);
    RecordedSocket other = new RecordedSocket();
    topic.enter(join(topic, other, 1), null);
    flush();
    topic.enter(join(topic, new RecordedSocket(), 3), null);
    flush();
    assertThat(other.sent).anyMatch(frame -> frame.contains("\"joined\",\"user_id\":3"));
  }
}
