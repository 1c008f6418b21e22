package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClientKeyTest {
  @Test
  void isWhatMigrationsCompute() {
    assertThat(ClientKey.of(1, 1, "ä-2"))
        .isEqualTo(UUID.fromString("340ba526-810a-7bfc-c5a2-a7497d98a7e4"));
  }

  @Test
  void differsWithEachOfThem() {
    assertThat(ClientKey.of(1, 2, "3"))
        .isNotEqualTo(ClientKey.of(2, 2, "3"))
        .isNotEqualTo(ClientKey.of(1, 1, "3"))
        .isNotEqualTo(ClientKey.of(1, 2, "4"))
        .isNotEqualTo(ClientKey.of(12, 2, "3"));
  }

  @Test
  void nothingHasNone() {
    assertThat(ClientKey.of(1, 2, null)).isNull();
  }
}
