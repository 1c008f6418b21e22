package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.protocol.Refused;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicEventReaderTest {
  private static final String GOOD = "{\"event\":\"ADDED\",\"data\":{\"entity_id\":\"1\"}}";

  private static List<Refused.Violation> violations(String body) {
    TopicEventReader reader = new TopicEventReader("7", Instant.EPOCH);
    List<Refused.Violation> found = new java.util.ArrayList<>();
    assertThatThrownBy(() -> reader.read(body))
        .isInstanceOfSatisfying(Refused.class, refused -> found.addAll(refused.violations()));
    return found;
  }

  @Test
  void payloadIsEmptyWhereNoneIsSent() {
    assertThat(new TopicEventReader("7", Instant.EPOCH).read(GOOD))
        .singleElement()
        .satisfies(event -> assertThat(event.payload()).isEqualTo("{}"));
  }

  @Test
  void idThatIsTooLongIsNotMissingToo() {
    assertThat(violations(GOOD.replace("\"1\"", "\"" + "x".repeat(201) + "\"")))
        .containsExactly(
            new Refused.Violation("data.entity_id", "must have at most 200 characters"));
  }

  @Test
  void oneOfManyIsToldWithItsPlace() {
    assertThat(violations("[" + GOOD + ",{\"event\":\"ADDED\",\"data\":{}}]"))
        .containsExactly(new Refused.Violation("[1].data.entity_id", "is required"));
    assertThat(violations("[" + GOOD + ",7]"))
        .containsExactly(new Refused.Violation("[1]", "must be an object"));
  }
}
