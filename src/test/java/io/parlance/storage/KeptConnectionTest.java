package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.JDBCException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {
  private static final String URL = "jdbc:h2:mem:kept";

  private final List<Connection> opened = new ArrayList<>();
  private final Jdbc jdbc = new Jdbc();
  private final KeptConnection kept = new KeptConnection(source(), Duration.ofHours(1));
  private Connection keeper;

  /** Which method of a connection throws. */
  private String broken = "";

  /** Which one does it, and throws what no connection should. */
  private String done = "";

  @BeforeEach
  void open() throws SQLException {
    keeper = DriverManager.getConnection(URL);
    keeper.createStatement().execute("create table said (id int primary key)");
  }

  @AfterEach
  void close() throws SQLException {
    keeper.createStatement().execute("shutdown");
  }

  private DataSource source() {
    return proxy(
        DataSource.class,
        (proxy, method, args) -> {
          Connection below = DriverManager.getConnection(URL);
          opened.add(below);
          return proxy(
              Connection.class,
              (connection, of, with) -> {
                if (of.getName().equals(broken)) {
                  throw new SQLException("broken", "08006");
                }
                try {
                  Object result = of.invoke(below, with);
                  if (of.getName().equals(done)) {
                    throw new OutOfMemoryError("a test's");
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            KeptConnectionTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private int say(int id) {
    return say(kept, id);
  }

  private int say(KeptConnection kept, int id) {
    return kept.inTransaction(() -> jdbc.update("insert into said values (?)", id));
  }

  /** As others see it. */
  private List<Integer> said() throws SQLException {
    return Jdbc.over(
        keeper, () -> jdbc.rows("select id from said order by id", row -> row.getInt(1)));
  }

  @Test
  void commitsAndKeepsTheConnection() throws SQLException {
    say(1);
    assertThat(said()).containsExactly(1);
    say(2);
    assertThat(said()).containsExactly(1, 2);
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).isClosed()).isFalse();
  }

  @Test
  void givesItBackAtRest() throws SQLException {
    say(1);
    kept.rest();
    kept.rest();
    assertThat(opened.get(0).isClosed()).isTrue();
    say(2);
    assertThat(said()).containsExactly(1, 2);
    assertThat(opened).hasSize(2);
  }

  @Test
  void givesItBackAfterAWhileHoweverBusyItIs() throws SQLException {
    KeptConnection restless = new KeptConnection(source(), Duration.ZERO);
    say(restless, 1);
    assertThat(opened.get(0).isClosed()).isTrue();
    say(restless, 2);
    assertThat(opened.get(1).isClosed()).isTrue();
    assertThat(said()).containsExactly(1, 2);
  }

  @Test
  void takesBackWhatFailedAndAsksThePoolAgain() throws SQLException {
    assertThatThrownBy(
            () ->
                kept.inTransaction(
                    () -> {
                      jdbc.update("insert into said values (?)", 1);
                      return jdbc.update("insert into said values (?)", 1);
                    }))
        .isInstanceOf(JDBCException.class)
        .satisfies(e -> assertThat(Jdbc.isDuplicate(e)).isTrue());
    assertThat(said()).isEmpty();
    assertThat(opened.get(0).isClosed()).isTrue();
    say(2);
    assertThat(said()).containsExactly(2);
  }

  @Test
  void tellsOfACommitThatFailed() throws SQLException {
    broken = "commit";
    assertThatThrownBy(() -> say(1)).satisfies(e -> assertThat(Outage.isOne(e)).isTrue());
    assertThat(said()).isEmpty();
    broken = "";
    say(1);
    assertThat(said()).containsExactly(1);
  }

  @Test
  void whatMayBeCommittedIsNotToBeDoneAgain() throws SQLException {
    done = "commit";
    assertThatThrownBy(() -> say(1)).satisfies(e -> assertThat(Outage.isOne(e)).isTrue());
    done = "";
    assertThat(said()).containsExactly(1);
    say(2);
    assertThat(said()).containsExactly(1, 2);
  }

  private void failsHavingSaid(int id) {
    assertThatThrownBy(
            () ->
                kept.inTransaction(
                    () -> {
                      jdbc.update("insert into said values (?)", id);
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingOfAFailedOneIsInTheNext() throws SQLException {
    broken = "rollback";
    done = "abort";
    failsHavingSaid(1);
    broken = "";
    say(2);
    assertThat(said()).containsExactly(2);
    assertThat(opened).hasSize(2);
  }

  @Test
  void endsAConnectionThatDoesNotRollBack() throws SQLException {
    broken = "rollback";
    failsHavingSaid(1);
    broken = "";
    assertThat(opened.get(0).isClosed()).isTrue();
    assertThat(said()).as("never committed").isEmpty();
  }

  @Test
  void endsAConnectionThatCannotBeTidiedUp() throws SQLException {
    say(1);
    broken = "setAutoCommit";
    kept.rest();
    broken = "";
    assertThat(opened.get(0).isClosed()).isTrue();
    say(2);
    assertThat(said()).containsExactly(1, 2);
  }
}
