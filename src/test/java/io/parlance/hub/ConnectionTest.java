package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionTest {
  @Test
  void isWarnedOnceButNotBeforeItWouldHear() {
    Connection connection = new RecordedSocket().coming(7);
    assertThat(connection.warnOnce()).as("not greeted yet").isFalse();
    connection.begin();
    assertThat(connection.warnOnce()).isTrue();
    assertThat(connection.warnOnce()).as("again").isFalse();
  }
}
