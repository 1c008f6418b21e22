package io.parlance.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Statements of one transaction that go to the database together, to be carried out in order: in
 * one round trip where it takes several at once (PostgreSQL), else one after the other. The second
 * sees what the first waited for: at read committed each statement has a snapshot of its own.
 */
public final class Trip {
  /**
   * What many rows are written from is planned once, not each time: PostgreSQL thinks that a plan
   * for the very arrays may be better, and takes longer to make one than to write a few rows.
   */
  private static final String PLAN_ONCE = "set local plan_cache_mode = force_generic_plan";

  private static final String PLAN_ANEW = "set local plan_cache_mode = force_custom_plan";

  private final Jdbc jdbc;
  private final boolean together;
  private final List<Part> parts = new ArrayList<>();
  private String planning = "";

  /** A statement, the parameters of each time that it is carried out, and who reads its rows. */
  private record Part(String sql, List<List<Object>> times, Reader reader) {}

  private interface Reader {
    void read(ResultSet rows) throws SQLException;
  }

  Trip(Jdbc jdbc, boolean together) {
    this.jdbc = jdbc;
    this.together = together;
  }

  /**
   * Has its queries planned for the tables as they are: a plan of PostgreSQL's that was made when a
   * table was empty reads all of it, until its statistics are next made.
   */
  public Trip anew() {
    planning = PLAN_ANEW;
    return this;
  }

  /** A query; parameters as with {@link Jdbc#rows}. */
  public <T> Trip read(String sql, Jdbc.Row<T> row, Consumer<T> taker, Object... parameters) {
    Reader reader =
        rows -> {
          while (rows.next()) {
            taker.accept(row.read(rows));
          }
        };
    parts.add(new Part(sql, List.of(List.of(parameters)), reader));
    return this;
  }

  /** Writes these; nothing for none. */
  public <T> Trip write(Mapping<T> mapping, Collection<T> items) {
    if (items.isEmpty()) {
      return this;
    }
    if (together && items.size() > 1) {
      planning = PLAN_ONCE;
      parts.add(new Part(mapping.many(), List.of(mapping.arrays(items)), null));
    } else {
      parts.add(new Part(mapping.one(), items.stream().map(mapping::values).toList(), null));
    }
    return this;
  }

  /**
   * Carries them out.
   *
   * @throws org.hibernate.JDBCException for what the database refuses, caused by the {@code
   *     SQLException}
   */
  public void go() {
    if (parts.isEmpty()) {
      return;
    }
    jdbc.call(
        connection -> {
          if (together) {
            goTogether(connection);
          } else {
            for (Part part : parts) {
              goAlone(connection, part);
            }
          }
          return null;
        });
  }

  private void goTogether(Connection connection) throws SQLException {
    boolean plans = !planning.isEmpty();
    String before = plans ? planning + ";" : "";
    String sql = parts.stream().map(Part::sql).collect(Collectors.joining(";", before, ""));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int place = 1;
      for (Part part : parts) {
        place = Jdbc.bind(connection, statement, place, part.times().get(0));
      }
      statement.execute();
      if (plans) {
        statement.getMoreResults();
      }
      for (Part part : parts) {
        if (part.reader() != null) {
          part.reader().read(statement.getResultSet());
        }
        statement.getMoreResults();
      }
    }
  }

  private static void goAlone(Connection connection, Part part) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(part.sql())) {
      boolean isBatch = part.times().size() > 1;
      for (List<Object> time : part.times()) {
        Jdbc.bind(connection, statement, 1, time);
        if (isBatch) {
          statement.addBatch();
        }
      }
      if (part.reader() != null) {
        try (ResultSet rows = statement.executeQuery()) {
          part.reader().read(rows);
        }
      } else if (isBatch) {
        statement.executeBatch();
      } else {
        statement.executeUpdate(); // H2 makes an exception for each batch
      }
    }
  }
}
