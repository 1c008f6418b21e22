package io.parlance.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * The table in which Flyway writes down what this database has had of our scripts. It has a name of
 * its own: Parlance may live in an application's schema, beside that application's Flyway.
 */
final class SchemaHistory {
  static final String TABLE = "parlance_schema_history";

  /** Flyway's own name for it, which ours had at first. */
  private static final String FORMER = "flyway_schema_history";

  private static final String FIRST_SCRIPT = "V1__conversations.sql";

  private SchemaHistory() {}

  /**
   * Gives a history of ours its name where it still has the former one; somebody else's is left
   * alone. With its index and its key, whose names are those that another Flyway would want.
   *
   * @throws IllegalStateException where the database does not let us
   */
  static void rename(DataSource source) {
    try (Connection connection = source.getConnection()) {
      if (exists(connection, TABLE) || !exists(connection, FORMER) || !isOurs(connection)) {
        return;
      }
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // H2 commits each: the table first, because the rest is for others only
        statement.execute("alter table \"%s\" rename to \"%s\"".formatted(FORMER, TABLE));
        statement.execute(
            "alter table \"%2$s\" rename constraint \"%1$s_pk\" to \"%2$s_pk\""
                .formatted(FORMER, TABLE));
        statement.execute(
            "alter index \"%s_s_idx\" rename to \"%s_s_idx\"".formatted(FORMER, TABLE));
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        if (!exists(connection, TABLE)) { // no other node was faster
          throw e;
        }
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The table " + FORMER + " could not be renamed", e);
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), table, null)) {
      return tables.next();
    }
  }

  private static boolean isOurs(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select 1 from \"%s\" where \"script\" = '%s'".formatted(FORMER, FIRST_SCRIPT))) {
      return row.next();
    }
  }

  /** What to tell an administrator, where a newer version has made this schema. */
  static Optional<String> newer(Flyway flyway) {
    return Stream.of(flyway.info().applied())
        .filter(
            applied ->
                applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED)
        .map(MigrationInfo::getScript)
        .findFirst()
        .map(
            script ->
                "The database is of a newer Parlance: it has had "
                    + script
                    + ", which this version does not know. Deploy the newer version again, or"
                    + " restore a backup from before the upgrade");
  }
}
