package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {
  @Test
  void isWhatMigrationsCompute() {
    assertThat(ClientKey.of(1, 1, "ä-2"))
        .isEqualTo(UUID.fromString("340ba526-810a-7bfc-c5a2-a7497d98a7e4"));
  }

  @Test
  void beginsWithTheTimeWhereTheClientsIdDoes() {
    assertThat(ClientKey.of(1, 1, "0193a2b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b"))
        .isEqualTo(UUID.fromString("0193a2b4-c5d6-a062-b2fe-74a41f39c325"));
    assertThat(ClientKey.of(1, 1, "0193A2B4-C5D6-7E8F-9A0B-1C2D3E4F5A6B"))
        .asString()
        .startsWith("0193a2b4-c5d6-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0193a2b4-c5d6-4e8f-9a0b-1c2d3e4f5a6b",
        "0193a2b4-c5d6-7e8f-ca0b-1c2d3e4f5a6b",
        "0193a2b4-c5d6-7e8f-9a0b-1c2d3e4f5a6",
        "0193a2b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b7",
        "0193a2b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b\n",
        "0193a2b4_c5d6_7e8f_9a0b_1c2d3e4f5a6b",
        "0193a2bg-c5d6-7e8f-9a0b-1c2d3e4f5a6b"
      })
  void hasNoTimeFromAnyOtherId(String clientId) {
    assertThat(ClientKey.of(1, 1, clientId)).asString().doesNotStartWith("0193a2b4-c5d6-");
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
