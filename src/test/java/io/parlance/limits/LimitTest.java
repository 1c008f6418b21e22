package io.parlance.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitTest {
  /** An administrator reads the file, not the code. */
  @Test
  void eachStandsInTheConfigurationWithItsDefault() throws IOException {
    Properties configuration = new Properties();
    try (InputStream file =
        Limit.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      configuration.load(file);
    }
    Map<String, String> written = new TreeMap<>();
    for (String key : configuration.stringPropertyNames()) {
      if (key.startsWith("parlance.limits.")) {
        written.put(key, configuration.getProperty(key));
      }
    }
    Map<String, String> known =
        Stream.of(Limit.values())
            .collect(Collectors.toMap(Limit::key, limit -> Integer.toString(limit.byDefault())));
    assertThat(written).isEqualTo(known);
  }

  @Test
  void whatIsToldToClientsIsWhatCanBeKept() {
    for (Limit limit : List.of(Limit.FRAME_BYTES, Limit.CONTENT_CHARACTERS)) {
      assertThatThrownBy(() -> limits(Map.of(limit, limit.byDefault() + 1)))
          .hasMessageContaining(limit.key())
          .hasMessageContaining(String.valueOf(limit.byDefault()));
    }
  }

  @Test
  void whoIsSilentIsAskedBeforeTheyAreDead() {
    Map<Limit, Integer> settings = Map.of(Limit.PING_SECONDS, 50);
    assertThatThrownBy(() -> limits(settings))
        .hasMessageContaining("parlance.limits.ping-seconds")
        .hasMessageContaining("parlance.limits.dead-seconds");
    assertThat(limits(Map.of(Limit.PING_SECONDS, 49)).value(Limit.PING_SECONDS)).isEqualTo(49);
  }

  private static Limits limits(Map<Limit, Integer> settings) {
    return new Limits(limit -> Optional.ofNullable(settings.get(limit)));
  }
}
