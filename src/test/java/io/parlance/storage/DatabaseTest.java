package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final int COMMITS = 100;

  @TempDir private Path folder;

  /** As a server has one that its administrator has made. */
  private JdbcDataSource h2(String name) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_ON_EXIT=FALSE");
    source.setUser("sa");
    return source;
  }

  @Test
  void whatAnH2OfTheServersOwnHasCommittedIsInItsFile() throws Exception {
    JdbcDataSource source = h2("live");
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      Database.settle(source);
      statement.execute("create table said (id int primary key)");
      for (int i = 0; i < COMMITS; i++) {
        statement.execute("insert into said values (" + i + ")");
      }
      // what a killed server would leave
      Files.copy(folder.resolve("live.mv.db"), folder.resolve("left.mv.db"));
    }
    assertThat(count(h2("left"))).isEqualTo(COMMITS);
  }

  private static int count(JdbcDataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from said")) {
      row.next();
      return row.getInt(1);
    }
  }
}
