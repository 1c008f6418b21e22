package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.testkit.Logged;
import jakarta.resource.ResourceException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ZERO);

  private final SQLException away = new SQLException("Connection refused", "08001");
  private int attempts;

  /** Fails so often, as a pool tells it, and is there then. */
  private SteadyConnection.Opening there(int after, SQLException failure) {
    return () -> {
      if (attempts++ < after) {
        throw new SQLException("no connection", new ResourceException("empty pool", failure));
      }
      return connection(new ArrayList<>());
    };
  }

  /** Notes what is asked of it; its time limit is that of the pool. */
  private static Connection connection(List<String> calls) {
    return (Connection)
        Proxy.newProxyInstance(
            PatienceTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              String name = method.getName();
              if (name.equals("getNetworkTimeout")) {
                return 4000;
              }
              if (name.equals("isClosed")) {
                return false;
              }
              calls.add(
                  name.equals("setNetworkTimeout")
                      ? "limit " + args[1]
                      : name + (args == null ? "" : Arrays.toString(args)));
              return null;
            });
  }

  @Test
  void databaseThatStartsIsWaitedForAndThatIsSaidOnce() throws SQLException {
    try (Logged log = Logged.by(Patience.class)) {
      assertThat(PATIENCE.first(there(5, away), "of the test", () -> false)).isNotNull();
      assertThat(log.messages())
          .containsExactly("Waiting for the database of the test: Connection refused");
    }
  }

  @Test
  void wrongPasswordIsNotWaitedFor() {
    SQLException wrong = new SQLException("password authentication failed", "28P01");
    assertThatThrownBy(() -> PATIENCE.first(there(5, wrong), "x", () -> false)).hasRootCause(wrong);
    assertThat(attempts).isOne();
  }

  @Test
  void nobodyWaitsForEverNorWhereOthersHaveOne() {
    Patience none = new Patience(Duration.ofNanos(-1), Duration.ZERO);
    assertThatThrownBy(() -> none.first(there(5, away), "x", () -> false)).hasRootCause(away);
    assertThatThrownBy(() -> PATIENCE.first(there(5, away), "x", () -> true)).hasRootCause(away);
    assertThat(attempts).isEqualTo(2);
  }

  @Test
  void migrationOverAPoolHasNoTimeLimitAndThePoolHasItsAgain() throws SQLException {
    List<String> calls = new ArrayList<>();
    DatabaseSettings settings = new DatabaseSettings(Optional.of("jdbc/x"), "", "", "");
    DataSource pool =
        new ParlanceDataSource(settings, () -> false) {
          @Override
          public Connection getConnection() {
            return connection(calls);
          }
        };
    try (Connection connection = new PatientSource(settings, pool).getConnection()) {
      connection.setAutoCommit(false);
    }
    assertThat(calls).containsExactly("limit 0", "setAutoCommit[false]", "limit 4000", "close");
  }
}
