package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WellFormedFilterTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"/v1/me", "/v1/x/%F0%9F%91%8D", "q=%27", "%00", "a%20b", "%C3%A4"})
  void utf8IsWellFormed(String address) {
    assertThat(WellFormedFilter.isWellFormed(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%1", "%zz", "%F0%28%8C", "%FF", "/v1/%C3", "a%"})
  void anythingElseIsNot(String address) {
    assertThat(WellFormedFilter.isWellFormed(address)).isFalse();
  }
}
