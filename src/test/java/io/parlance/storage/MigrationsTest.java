package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version wrote is there for the next one. */
class MigrationsTest {
  private static final String KEYS =
      "select client_key from messages where client_key is not null order by seq";

  private static final String UUID = "00000000-0000-0000-0000-00000000000";

  /** The client id of the second one, and its key: {@code printf 1/1/ä-2 | sha256sum}. */
  private static final String CLIENT_ID = "ä-2";

  private static final String CLIENT_KEY = "340ba526-810a-7bfc-c5a2-a7497d98a7e4";

  /** The client id of the third one, its key before {@code V9}, and since then, with its time. */
  private static final String TIMED = "0193a2b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b";

  private static final String FORMER_KEY = "5eddf26e-db42-a062-b2fe-74a41f39c325";
  private static final String TIMED_KEY = "0193a2b4-c5d6-a062-b2fe-74a41f39c325";

  @TempDir Path directory;

  @Test
  void whatHadIndexesOfItsOwnIsFoundAfterwards() throws Exception {
    onEach(
        database -> {
          Database.migrate(database);
          assertThat(rows(database, KEYS)).containsExactly(CLIENT_KEY, TIMED_KEY);
          assertThat(rows(database, "select seq, message_id from message_changes order by seq"))
              .containsExactly("4 " + UUID + "1");
          assertThat(rows(database, "select parent_id, seq, message_id from message_replies"))
              .containsExactly(UUID + "1 3 " + UUID + "3");
        });
  }

  @Test
  void keysOfTimedIdsBeginWithTheirTime() throws Exception {
    onEach(
        database -> {
          Database.migrations(database).target("8").load().migrate();
          execute(database, "update messages set client_key = '" + FORMER_KEY + "' where seq = 3");
          Database.migrate(database);
          assertThat(rows(database, KEYS)).containsExactly(CLIENT_KEY, TIMED_KEY);
        });
  }

  private interface Check {
    void on(DataSource database) throws SQLException;
  }

  /** Both databases, with what was there before. */
  private void onEach(Check check) throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:file:" + directory.resolve("x"));
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setDataDirectory(directory.resolve("pg")).start()) {
      for (DataSource database : List.of(h2, postgres.getPostgresDatabase())) {
        before(database);
        check.on(database);
      }
    }
  }

  /** Three messages: the first was edited, the third answers it. */
  private static void before(DataSource database) throws SQLException {
    Database.migrations(database).target("6").load().migrate();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into people (issuer, subject, username, name, roles, status, suspended,"
              + " created_at) values ('i', 's', 'u', 'n', '', 'online', false, current_timestamp)");
      statement.execute(
          "insert into conversations (kind, owner_id, participant_count, last_seq, message_count,"
              + " deleted_count, last_activity_at, created_at, updated_at) values ('GROUP', 1, 1,"
              + " 4, 3, 0, current_timestamp, current_timestamp, current_timestamp)");
      for (int seq = 1; seq <= 3; seq++) {
        statement.execute(
            "insert into messages (id, conversation_id, seq, changed_seq, number, sender_id,"
                + " parent_id, client_id, reply_count, created_at, deleted)"
                + " values ('%s', 1, %d, %d, %d, 1, "
                    .formatted(UUID + seq, seq, seq == 1 ? 4 : seq, seq)
                + (seq == 3 ? "'" + UUID + "1', " : "null, ")
                + List.of("null", "'" + CLIENT_ID + "'", "'" + TIMED + "'").get(seq - 1)
                + ", "
                + "0, current_timestamp, false)");
      }
    }
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(DataSource database, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        found.add(String.join(" ", row));
      }
    }
    return found;
  }
}
