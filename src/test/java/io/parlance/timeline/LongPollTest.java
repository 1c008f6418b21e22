package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LongPollTest {
  private final LongPoll.Waiting one =
      new LongPoll.Waiting(Set.of(1L, 2L), 7, new CompletableFuture<>());

  @Test
  void whoWasBroughtIntoAConversationBeforeTheyWaitedIsTold() {
    assertThat(reading(false, Set.of(1L, 2L, 3L)).isNewsTo(one)).isTrue();
  }

  @Test
  void whereNothingHappenedOneWaits() {
    assertThat(reading(false, Set.of(2L, 1L)).isNewsTo(one)).isFalse();
  }

  @Test
  void whereSomethingWasSaidOneIsTold() {
    assertThat(reading(true, Set.of(1L, 2L)).isNewsTo(one)).isTrue();
  }

  private static LongPoll.Reading reading(boolean news, Set<Long> mine) {
    return new LongPoll.Reading(new LongPoll.Changes(List.of()), news, mine);
  }
}
