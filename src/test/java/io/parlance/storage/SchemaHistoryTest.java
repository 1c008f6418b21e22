package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parlance in a schema that others use as well, or that another version of it has made. */
class SchemaHistoryTest {
  private static final String THEIRS = "flyway_schema_history";
  private static final String OURS = "parlance_schema_history";

  @TempDir private static Path folder;
  private static EmbeddedPostgres postgres;
  private static int count;

  @BeforeAll
  static void start() throws IOException {
    Path scripts = Files.createDirectory(folder.resolve("shop"));
    Files.writeString(
        scripts.resolve("V1__gifts.sql"), "create table gifts (id int primary key);\n");
    postgres = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("pg")).start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void applicationMayHaveTablesAndAFlywayOfItsOwn(String kind) throws SQLException {
    DataSource database = database(kind);
    application(database).migrate();
    Database.migrate(database);
    assertThat(scripts(database, THEIRS))
        .contains("V1__gifts.sql")
        .doesNotContain("V1__conversations.sql");
    assertThat(scripts(database, OURS))
        .contains("V1__conversations.sql")
        .doesNotContain("V1__gifts.sql");
    application(database).validate();
    Database.migrate(database);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void applicationMayComeLater(String kind) throws SQLException {
    DataSource database = database(kind);
    Database.migrate(database);
    application(database).migrate();
    Database.migrate(database);
    assertThat(scripts(database, THEIRS)).contains("V1__gifts.sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void databaseOfOursWithTheFormerNameIsTakenOver(String kind) throws SQLException {
    DataSource database = database(kind);
    Database.migrations(database).table(THEIRS).target("6").load().migrate();
    Database.migrate(database);
    assertThat(scripts(database, OURS))
        .containsOnlyOnce("V1__conversations.sql")
        .contains("V11__member_changes.sql");
    application(database).migrate(); // all of its former names are free
    assertThat(scripts(database, THEIRS))
        .contains("V1__gifts.sql")
        .doesNotContain("V1__conversations.sql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void schemaOfANewerVersionIsRefused(String kind) throws SQLException {
    DataSource database = database(kind);
    Database.migrate(database);
    execute(
        database,
        "insert into \"parlance_schema_history\" (\"installed_rank\", \"version\","
            + " \"description\", \"type\", \"script\", \"checksum\", \"installed_by\","
            + " \"execution_time\", \"success\") values (99, '99', 'later', 'SQL',"
            + " 'V99__later.sql', 1, 'x', 1, true)");
    assertThatThrownBy(() -> Database.migrate(database))
        .hasMessageContaining("is of a newer Parlance")
        .hasMessageContaining("V99__later.sql");
  }

  private static DataSource database(String kind) throws SQLException {
    String name = "shop" + ++count;
    if (kind.equals("postgres")) {
      execute(postgres.getPostgresDatabase(), "create database " + name);
      return postgres.getDatabase("postgres", name);
    }
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:file:" + folder.resolve(name));
    return h2;
  }

  /** Somebody else's, as Flyway is by default. */
  private static Flyway application(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations("filesystem:" + folder.resolve("shop"))
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> scripts(DataSource database, String table) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select \"script\" from \"" + table + "\" order by 1")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
