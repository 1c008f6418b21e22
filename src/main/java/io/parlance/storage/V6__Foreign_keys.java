package io.parlance.storage;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Spares each message the indexes that nobody asks.
 *
 * <p>H2 keeps an index of its own for each foreign key, which no other index will do for: of the
 * eight in which each message was entered, three were such. Here it has none on what each message
 * changes. PostgreSQL keeps them, but for a message's sender, whose row it locked each time: the
 * lane has just read that person's place in the conversation, and people are never deleted.
 */
final class V6__Foreign_keys extends BaseJavaMigration {

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    List<String> drops = new ArrayList<>();
    if ("H2".equals(connection.getMetaData().getDatabaseProductName())) {
      drops.addAll(drops(connection, "MESSAGES", null));
      drops.addAll(drops(connection, "CONVERSATION_PARTICIPANTS", null));
    } else {
      drops.addAll(drops(connection, "messages", "sender_id"));
    }
    try (Statement statement = connection.createStatement()) {
      for (String drop : drops) {
        statement.execute(drop);
      }
    }
  }

  /** Of one column's key, or of all of the table's. */
  private static List<String> drops(Connection connection, String table, String column)
      throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    List<String> drops = new ArrayList<>();
    try (ResultSet key = about.getImportedKeys(null, connection.getSchema(), table)) {
      while (key.next()) {
        if (column == null || column.equals(key.getString("FKCOLUMN_NAME"))) {
          drops.add("alter table " + table + " drop constraint " + key.getString("FK_NAME"));
        }
      }
    }
    return drops;
  }
}
