package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2);
  private final List<String> begun = new ArrayList<>();

  @Test
  void whatIsTooMuchOfOneWaitsForThatOneAndInItsOrder() {
    for (int i = 1; i <= 4; i++) {
      take(1, "first's " + i);
    }
    take(2, "second's");
    assertThat(begun).containsExactly("first's 1", "first's 2", "second's");

    turns.over(1);
    turns.over(1);

    assertThat(begun).endsWith("first's 3", "first's 4").hasSize(5);
  }

  @Test
  void nobodyIsKeptInMindOnceAllIsOver() {
    for (int i = 1; i <= 3; i++) {
      take(1, "" + i);
    }
    for (int i = 1; i <= 3; i++) {
      assertThat(turns.people()).isEqualTo(1);
      turns.over(1);
    }
    assertThat(turns.people()).isZero();
    assertThat(begun).containsExactly("1", "2", "3");
  }

  @Test
  void whatIsCalledHasItsTurnUntilItIsDone() {
    List<CompletableFuture<String>> works = new ArrayList<>();
    List<CompletableFuture<String>> done = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      done.add(turns.call(1, () -> begin(works)));
    }
    assertThat(works).hasSize(2);

    works.get(0).complete("first");
    works.get(1).completeExceptionally(new IllegalStateException("second"));
    works.get(2).complete("third");

    assertThat(done.get(0)).isCompletedWithValue("first");
    assertThat(done.get(1)).isCompletedExceptionally();
    assertThat(done.get(2)).isCompletedWithValue("third");
    assertThat(turns.people()).isZero();
  }

  @Test
  void lineOfOneHasAnEnd() {
    List<CompletableFuture<String>> works = new ArrayList<>();
    for (int i = 0; i < 2 + 256; i++) {
      assertThat(turns.call(1, () -> begin(works))).isNotDone();
    }
    assertThat(turns.call(1, () -> begin(works)))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(Refused.class);
    assertThat(turns.call(2, () -> begin(works))).isNotDone();
  }

  private static CompletableFuture<String> begin(List<CompletableFuture<String>> works) {
    works.add(new CompletableFuture<>());
    return works.get(works.size() - 1);
  }

  private void take(long person, String what) {
    turns.take(person, () -> begun.add(what));
  }
}
