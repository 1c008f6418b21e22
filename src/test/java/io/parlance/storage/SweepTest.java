package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
  private final List<Integer> seen = new ArrayList<>();

  @Test
  void whatIsWrongWithOneIsNobodyElsesTrouble() {
    assertThatThrownBy(() -> Sweep.each(List.of(1, 2, 3, 4), this::failAtEven)).hasMessage("2");
    assertThat(seen).containsExactly(1, 2, 3, 4);
  }

  @Test
  void anOutageEndsIt() {
    RuntimeException away = new IllegalStateException(new SQLException("away", "08006"));
    assertThatThrownBy(
            () ->
                Sweep.each(
                    List.of(1, 2),
                    one -> {
                      seen.add(one);
                      throw away;
                    }))
        .isSameAs(away);
    assertThat(seen).containsExactly(1);
  }

  private void failAtEven(int one) {
    seen.add(one);
    if (one % 2 == 0) {
      throw new IllegalStateException(String.valueOf(one));
    }
  }
}
