package io.parlance.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.delivery.FanOut;
import io.parlance.protocol.Event;
import io.parlance.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingTest {
  private static final Caller ALICE = new Caller(1, "alice", "A", Set.of(), Instant.MAX, null);

  private final List<Boolean> told = new ArrayList<>();
  private final Typing typing = new Typing();
  private long millis;

  @BeforeEach
  void open() {
    FanOut others =
        new FanOut() {
          @Override
          public void tellOthers(long conversationId, Event event, long userId) {
            told.add(((Event.UserTyping) event).isTyping());
          }
        };
    typing.uses(others, null);
    typing.nanos = () -> TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void whoAlternatesIsToldOfNoMoreOftenThanWhoTypes() {
    for (int i = 0; i < 100; i++) {
      types(true);
      types(false);
    }
    assertThat(told).containsExactly(true, false);
  }

  @Test
  void whatBeganAgainTooSoonIsToldWhenItsTimeHasCome() {
    types(true);
    types(false);
    types(true);
    after(Typing.QUIET_MILLIS - 1);
    assertThat(told).containsExactly(true, false);
    after(1);
    assertThat(told).containsExactly(true, false, true);
    after(Typing.QUIET_MILLIS);
    assertThat(told).as("the same again").hasSize(3);
  }

  @Test
  void whatBeganAgainAndEndedBeforeItsTimeIsNotTold() {
    types(true);
    types(false);
    types(true);
    types(false);
    after(Typing.QUIET_MILLIS);
    after(Typing.ENDS_AFTER_MILLIS);
    assertThat(told).containsExactly(true, false);
  }

  @Test
  void whoKeepsTypingIsToldOfNowAndThen() {
    for (int i = 0; i < 5; i++) {
      types(true);
      after(Typing.QUIET_MILLIS / 2);
    }
    assertThat(told).containsExactly(true, true, true);
  }

  @Test
  void endsByItself() {
    types(true);
    after(Typing.ENDS_AFTER_MILLIS - 1);
    assertThat(told).containsExactly(true);
    after(1);
    after(1);
    assertThat(told).containsExactly(true, false);
    types(true);
    assertThat(told).containsExactly(true, false, true);
  }

  private void types(boolean isTyping) {
    typing.typing(ALICE, 5, isTyping);
  }

  private void after(long passed) {
    millis += passed;
    typing.tick();
  }
}
