package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TopicStreamsTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void ofTwoNodesThatMakeTheEpochAtOnceOneFindsTheOthers() {
    assertThat(TopicStreams.settled(() -> epochAfter("23505"))).isEqualTo("theirs");
  }

  @Test
  void whateverElseTheDatabaseRefusesIsAFailure() {
    assertThatThrownBy(() -> TopicStreams.settled(() -> epochAfter("42501")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(asked).hasValue(1);
  }

  private String epochAfter(String state) {
    if (asked.incrementAndGet() == 1) {
      throw new IllegalStateException(new SQLException("refused", state));
    }
    return "theirs";
  }
}
