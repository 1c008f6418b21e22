package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

  private void take(long person, String what) {
    turns.take(person, () -> begun.add(what));
  }
}
