package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "08001", "57P01", "57P03", "53300", "53100", "40001", "90098", "90121"})
  void databaseThatIsAwayIsAnOutage(String state) {
    SQLException failure = new SQLException("away", state);
    assertThat(Outage.isOne(failure)).isTrue();
    assertThat(Outage.isOne(new IllegalStateException(new RuntimeException(failure)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42601", "42P01", "22001", "90079"})
  void mistakeOfOursIsNone(String state) {
    SQLException failure = new SQLException("wrong", state);
    assertThat(Outage.isOne(failure)).isFalse();
    RuntimeException wrapped = new IllegalStateException(failure);
    assertThat(Outage.translated(wrapped)).isSameAs(wrapped);
  }

  @Test
  void fullDiskIsOne() {
    assertThat(Outage.isOne(new SQLException("General error", "HY000", new IOException("full"))))
        .isTrue();
  }

  @Test
  void commitFailsForItsSuppressedReason() {
    RollbackException away = new RollbackException("Could not commit");
    away.addSuppressed(new IllegalStateException(new SQLException("away", "08006")));
    assertThat(Outage.isOne(new IllegalStateException(away))).isTrue();
    RollbackException wrong = new RollbackException("Could not commit");
    wrong.addSuppressed(new IllegalStateException(new SQLException("twice", "23505")));
    assertThat(Outage.isOne(wrong)).isFalse();
  }
}
