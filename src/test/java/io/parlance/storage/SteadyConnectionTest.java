package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.testkit.ServerFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyConnectionTest {
  @TempDir Path directory;

  private static EmbeddedPostgres postgres(Path directory, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setPort(port)
        .start();
  }

  private static int one(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 1")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void isWholeAgainWhenPostgresIs() throws Exception {
    int port = ServerFiles.freePort();
    EmbeddedPostgres first = postgres(directory, port);
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    ParlanceDataSource source =
        new ParlanceDataSource(
            new DatabaseSettings(Optional.empty(), url, "postgres", ""), () -> false);
    try (Connection idle = source.getConnection();
        Connection busy = source.getConnection()) {
      idle.setAutoCommit(false);
      idle.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      assertThat(one(idle)).isEqualTo(1);
      idle.commit();
      busy.setAutoCommit(false);
      assertThat(one(busy)).isEqualTo(1);

      first.close();
      assertThatThrownBy(() -> one(busy)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> one(busy)).as("still in its transaction").isNotNull();
      busy.rollback();
      assertThatThrownBy(() -> one(busy))
          .isInstanceOfSatisfying(SQLException.class, e -> assertThat(Outage.isOne(e)).isTrue());
      assertThat(idle.isValid(1)).isFalse();

      try (EmbeddedPostgres second = postgres(directory, port)) {
        assertThat(second.getPort()).isEqualTo(port);
        assertThat(one(idle)).isEqualTo(1);
        assertThat(idle.getAutoCommit()).as("set again").isFalse();
        idle.commit();
        assertThat(one(busy)).isEqualTo(1);
        busy.rollback();
      }
    }
  }

  /** As it does where the disk is full; the connection itself calls itself valid then. */
  @Test
  void isWholeAgainAfterH2ShutTheFile() throws Exception {
    DatabaseSettings settings =
        new DatabaseSettings(
            Optional.empty(), "jdbc:h2:file:" + directory.resolve("shut"), "sa", "");
    try (Connection idle = SteadyConnection.around(settings::open, () -> false);
        Connection busy = SteadyConnection.around(settings::open, () -> false)) {
      idle.setAutoCommit(false);
      assertThat(one(idle)).isEqualTo(1);
      idle.commit();
      busy.setAutoCommit(false);
      assertThat(one(busy)).isEqualTo(1);

      DatabaseFileTest.store(busy).closeImmediately();
      busy.rollback();
      assertThat(one(busy)).isEqualTo(1);
      assertThat(busy.getAutoCommit()).as("set again").isFalse();
      busy.rollback();
      idle.setAutoCommit(true); // as whoever gives it back to the pool
      assertThat(one(idle)).isEqualTo(1);
      assertThat(idle.getAutoCommit()).as("what was set while it was shut").isTrue();
    }
  }

  /** H2 itself says nothing, and has stored nothing. */
  @Test
  void aCommitAmidWhichH2ShutTheFileIsNone() throws Exception {
    DatabaseSettings settings =
        new DatabaseSettings(
            Optional.empty(), "jdbc:h2:file:" + directory.resolve("amid"), "sa", "");
    try (Connection connection = SteadyConnection.around(settings::open, () -> false);
        Statement change = connection.createStatement()) {
      change.execute("create table said (text varchar(9))");
      connection.setAutoCommit(false);
      try (Statement said = connection.createStatement()) {
        said.execute("insert into said values ('lost')");
      }
      DatabaseFileTest.store(connection).closeImmediately();
      assertThatThrownBy(connection::commit).matches(Outage::isOne);
    }
  }

  /** Whoever finds out late that H2 shut a file makes H2 forget the one that was opened since. */
  @Test
  void allWhoFindTheFileShutAtOnceAreAtTheSameOneAfterwards() throws Exception {
    DatabaseSettings settings =
        new DatabaseSettings(
            Optional.empty(),
            "jdbc:h2:file:" + directory.resolve("once") + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000",
            "sa",
            "");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        connections.add(SteadyConnection.around(settings::open, () -> false));
      }
      for (int round = 0; round < 20; round++) {
        DatabaseFileTest.store(connections.get(0)).closeImmediately();
        List<Callable<Integer>> questions = new ArrayList<>();
        connections.forEach(connection -> questions.add(() -> one(connection)));
        for (Future<Integer> answer : threads.invokeAll(questions)) {
          assertThat(answer.get()).isEqualTo(1);
        }
        try (Connection another = settings.open()) {
          MVStore store = DatabaseFileTest.store(another);
          for (Connection connection : connections) {
            assertThat(DatabaseFileTest.store(connection)).isSameAs(store);
          }
        }
      }
    } finally {
      threads.shutdownNow();
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void doesNotChangeWithinATransaction() throws Exception {
    List<Connection> opened = new ArrayList<>();
    Connection steady =
        SteadyConnection.around(
            () -> {
              Connection connection =
                  new DatabaseSettings(Optional.empty(), "jdbc:h2:mem:", "sa", "").open();
              opened.add(connection);
              return connection;
            },
            () -> false);
    steady.setAutoCommit(false);
    assertThat(one(steady)).isEqualTo(1);
    opened.get(0).close();
    assertThatThrownBy(() -> one(steady)).isInstanceOf(SQLException.class);
    assertThat(opened).hasSize(1);
    steady.rollback();
    assertThat(one(steady)).isEqualTo(1);
    assertThat(opened).hasSize(2);
    assertThat(steady.getAutoCommit()).isFalse();
  }

  @Test
  void whatTheTransactionWouldNotTakeBackIsRefused() throws Exception {
    AtomicBoolean amid = new AtomicBoolean();
    DatabaseSettings memory = new DatabaseSettings(Optional.empty(), "jdbc:h2:mem:", "sa", "");
    try (Connection steady = SteadyConnection.around(memory::open, amid::get)) {
      assertThat(one(steady)).isEqualTo(1);
      amid.set(true);
      assertThatThrownBy(() -> one(steady)).hasMessageContaining("left out of the transaction");
      steady.setAutoCommit(false);
      assertThat(one(steady)).isEqualTo(1);
    }
  }

  @Test
  void closedStaysClosed() throws Exception {
    Connection steady =
        SteadyConnection.around(
            new DatabaseSettings(Optional.empty(), "jdbc:h2:mem:", "sa", "")::open, () -> false);
    assertThat(steady.isClosed()).isFalse();
    steady.close();
    assertThat(steady.isClosed()).isTrue();
    assertThatThrownBy(() -> one(steady)).isInstanceOf(SQLException.class);
  }

  @Test
  void settingsNeverTellThePassword() {
    DatabaseSettings settings =
        new DatabaseSettings(
            Optional.empty(), "jdbc:postgresql://db/x?password=geheim", "u", "secret");
    assertThat(settings.toString()).isEqualTo("jdbc:postgresql://db/x");
  }

  @Test
  void migrationsRunOnBothDatabasesAndTwice() throws Exception {
    DatabaseSettings file =
        new DatabaseSettings(
            Optional.empty(), "jdbc:h2:file:" + directory.resolve("new/x"), "sa", "");
    Database.migrate(new PatientSource(file));
    Database.migrate(new PatientSource(file));
    try (EmbeddedPostgres postgres = postgres(directory.resolve("pg"), ServerFiles.freePort())) {
      String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
      DatabaseSettings real = new DatabaseSettings(Optional.empty(), url, "postgres", "");
      Database.migrate(new PatientSource(real));
      Database.migrate(new PatientSource(real));
    }
  }
}
