package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {
  private static final int COMMITS = 2000;

  @TempDir private Path folder;

  private final Random random = new Random(1);
  private DatabaseFile file;
  private DatabaseSettings settings;
  private Connection connection;

  /** As ours, but that what nobody reads may be overwritten at once, not after 45 seconds. */
  @BeforeEach
  void open() throws SQLException {
    FilePath.register(new FillingDisk());
    String url =
        "jdbc:h2:filling:" + folder.resolve("parlance") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    settings = new DatabaseSettings(Optional.empty(), url + ";RETENTION_TIME=0", "sa", "");
    file = DatabaseFile.open(settings);
    connection = settings.open();
    execute("create table said (id identity primary key, client uuid unique, text varchar(100))");
  }

  @AfterEach
  void close() throws SQLException {
    FillingDisk.full = false;
    connection.close();
    file.close();
  }

  @Test
  void whatIsCompactedMeanwhileStaysSmall() throws Exception {
    say(COMMITS);
    long grown = size();
    for (int i = 0; i < 40; i++) {
      say(COMMITS / 20);
      file.compact();
    }
    assertThat(size()).isLessThan(2 * grown);
    assertThat(count()).isEqualTo(3 * COMMITS);
  }

  @Test
  void aQuietFileIsCompactedWithoutAnotherCommit() throws Exception {
    say(COMMITS);
    int before = percentInUse();
    for (int i = 0; i < 10; i++) {
      file.compact();
    }
    assertThat(percentInUse()).isGreaterThan(2 * before);
  }

  @Test
  void aFullDiskIsNotWrittenToAgainAtOnce() throws Exception {
    say(COMMITS);
    FillingDisk.full = true;
    file.compact();
    assertThat(isOpen()).as("shut").isFalse();
    for (int i = 0; i < 5; i++) {
      file.compact();
    }
    assertThat(isOpen()).as("opened again, and not written to").isTrue();
  }

  @Test
  void aFileThatH2ShutIsOpenedAgain() throws Exception {
    store(connection).closeImmediately();
    assertThat(isOpen()).isFalse();
    file.compact();
    assertThat(isOpen()).isTrue();
  }

  /** As who was amid a statement when it was shut makes H2 do, if others were faster. */
  @Test
  void aFileThatH2ForgotIsOpenedAgain() throws Exception {
    say(1);
    Database before = database(connection);
    before.getStore().getMvStore().closeImmediately();
    file.compact();
    before.shutdownImmediately();
    try (Connection another = settings.open();
        Statement question = another.createStatement();
        ResultSet rows = question.executeQuery("select text from said")) {
      assertThat(rows.next()).isTrue();
      file.compact();
      assertThat(isOpen()).isTrue();
      try (Connection more = settings.open()) {
        assertThat(database(more)).isSameAs(database(another));
      }
    }
  }

  /**
   * H2 gives a result once more while it believes that nothing has changed since; to one that was
   * read amid a commit it clung after it.
   */
  @Test
  void whatIsCommittedIsFoundByWhoeverAsksOverAndOver() throws Exception {
    AtomicLong committed = new AtomicLong();
    AtomicLong found = new AtomicLong();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try (Connection another = settings.open();
        PreparedStatement question = another.prepareStatement("select count(text) from said")) {
      Future<?> reading =
          reader.submit(
              () -> {
                while (found.get() < COMMITS) {
                  long atLeast = committed.get();
                  assertThat(number(question)).isGreaterThanOrEqualTo(atLeast);
                  found.set(atLeast);
                }
                return null;
              });
      for (int i = 1; i <= COMMITS; i++) {
        say();
        committed.set(i);
        while (found.get() < i && !reading.isDone()) {
          Thread.onSpinWait();
        }
      }
      reading.get();
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void aClosedFileStaysClosed() throws Exception {
    connection.close();
    file.close();
    file.compact();
    assertThat(isOpen()).isFalse();
  }

  /** Whoever has it open has locked it. */
  private boolean isOpen() {
    try {
      new MVStore.Builder().fileName(path().toString()).readOnly().open().close();
      return false;
    } catch (MVStoreException e) {
      assertThat(e.getErrorCode()).isEqualTo(DataUtils.ERROR_FILE_LOCKED);
      return true;
    }
  }

  private Path path() {
    return folder.resolve("parlance.mv.db");
  }

  private void say(int times) throws SQLException {
    for (int i = 0; i < times; i++) {
      say();
    }
  }

  /** One commit, in a place of the index that no other commit is near. */
  private void say() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into said (client, text) values (?, ?)")) {
      insert.setObject(1, new UUID(random.nextLong(), random.nextLong()));
      insert.setString(2, "x".repeat(100));
      insert.executeUpdate();
    }
  }

  private long count() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select count(text) from said")) {
      return number(query);
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private int percentInUse() throws SQLException {
    return store(connection).getFileStore().getChunksFillRate();
  }

  /** Below an embedded H2: closed at once it is as after a write that failed. */
  static MVStore store(Connection connection) throws SQLException {
    return database(connection).getStore().getMvStore();
  }

  private static Database database(Connection connection) throws SQLException {
    JdbcConnection open = connection.unwrap(JdbcConnection.class);
    return ((SessionLocal) open.getSession()).getDatabase();
  }

  private long size() throws IOException {
    return Files.size(path());
  }
}
