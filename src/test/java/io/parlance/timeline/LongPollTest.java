package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.Command;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LongPollTest {
  private final LongPoll.Waiting one =
      new LongPoll.Waiting(7, Map.of(1L, 10L, 2L, 20L), new CompletableFuture<>());

  private final List<Command.After> named = List.of(new Command.After(1, 10));

  @Test
  void whoWasBroughtIntoAConversationBeforeTheyWaitedIsTold() {
    assertThat(one.isNews(Map.of(1L, 10L, 2L, 20L, 3L, 1L), named)).isTrue();
  }

  @Test
  void whereNothingHappenedOneWaits() {
    assertThat(one.isNews(Map.of(2L, 20L, 1L, 10L), named)).isFalse();
  }

  @Test
  void whereSomethingWasSaidOneIsTold() {
    assertThat(one.isNews(Map.of(1L, 11L, 2L, 20L), named)).isTrue();
  }

  @Test
  void whoNamesOneThatTheyAreNotInIsTold() {
    assertThat(one.isNews(Map.of(1L, 10L, 2L, 20L), List.of(new Command.After(9, 0)))).isTrue();
  }
}
