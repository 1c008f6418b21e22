package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOnlyFilterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        " application/json ",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; Charset=\"Utf-8\"",
        "application/json; profile=\"a; b\"; charset=utf-8"
      })
  void jsonInUtf8IsJson(String type) {
    assertThat(JsonOnlyFilter.isJson(List.of(type))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "json",
        "text/plain",
        "application/jsonp",
        "application/problem+json",
        "application/json, text/plain",
        "application/json;charset=bogus",
        "application/json; charset=iso-8859-1",
        "application/json; charset=",
        "application/json; charset=utf-8; charset=iso-8859-1",
        "application/json; CHARSET=\"utf-16\""
      })
  void anythingElseIsNot(String type) {
    assertThat(JsonOnlyFilter.isJson(List.of(type))).isFalse();
  }

  @Test
  void noTypeIsNoneAndTwoAreNoneEither() {
    assertThat(JsonOnlyFilter.isJson(List.of())).isFalse();
    assertThat(JsonOnlyFilter.isJson(List.of("application/json", "text/plain"))).isFalse();
  }
}
