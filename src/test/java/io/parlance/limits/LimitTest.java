package io.parlance.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
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
}
