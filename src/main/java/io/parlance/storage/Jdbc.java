package io.parlance.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.JDBCException;
import org.hibernate.Session;

/**
 * Our own SQL in the transaction of the running thread: over the connection that the thread keeps
 * ({@link KeptConnection}), or that Hibernate has in the server's transaction.
 *
 * <p>Not over another one of the pool's: on Payara a thread that was made amid an enterprise bean's
 * call gets connections that are left out of what {@code @Transactional} began.
 *
 * <p>A list of keys goes in as one array, {@code id = any(?)}: that is one statement for both
 * databases, by the index, however many there are. Hibernate translates a query of its own with a
 * list anew each time.
 */
@ApplicationScoped
public class Jdbc {
  private static final String UNIQUE_VIOLATION = "23505";

  private static final ThreadLocal<Connection> KEPT = new ThreadLocal<>();

  @PersistenceContext private EntityManager em;
  @Inject private Database database;

  /** What is done with a connection, which it leaves open. */
  public interface Task<T> {
    T run(Connection connection) throws SQLException;
  }

  /** What a row says. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A connection for the thread that asks, which it may keep. */
  public KeptConnection keep() {
    return new KeptConnection(database.source(), Duration.ofSeconds(1));
  }

  /** Has all that the task asks go over this connection. */
  static <T> T over(Connection kept, Supplier<T> task) {
    KEPT.set(kept);
    try {
      return task.get();
    } finally {
      KEPT.remove();
    }
  }

  /**
   * Does it.
   *
   * @throws org.hibernate.JDBCException for what the database refuses, caused by the {@code
   *     SQLException}
   */
  public <T> T call(Task<T> task) {
    Connection kept = KEPT.get();
    if (kept == null) {
      return em.unwrap(Session.class).doReturningWork(task::run);
    }
    try {
      return task.run(kept);
    } catch (SQLException e) {
      throw new JDBCException("The database refused it", e);
    }
  }

  /**
   * The rows of a query. What the persistence context holds back is not flushed before.
   *
   * @param parameters by their places, a time as {@code OffsetDateTime}; {@code Long[]}, {@code
   *     UUID[]} and {@code String[]} are arrays of keys
   */
  public <T> List<T> rows(String sql, Row<T> row, Object... parameters) {
    return call(
        connection -> {
          List<T> found = new ArrayList<>();
          try (PreparedStatement select = prepare(connection, sql, parameters);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              found.add(row.read(rows));
            }
          }
          return found;
        });
  }

  /** Statements that go to the database together. */
  public Trip trip() {
    return new Trip(this, database.takesStatementsTogether());
  }

  /** Whether a unique key refused it (SQLSTATE 23505): what it would have written is there. */
  public static boolean isDuplicate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** A time as a parameter. */
  public static OffsetDateTime value(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /** A time in a row; null where it has none. */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** Changes rows, and tells how many; parameters as with {@code rows}. */
  public int update(String sql, Object... parameters) {
    return call(
        connection -> {
          try (PreparedStatement update = prepare(connection, sql, parameters)) {
            return update.executeUpdate();
          }
        });
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    bind(connection, statement, 1, Arrays.asList(parameters));
    return statement;
  }

  /** Sets parameters from that place on, and tells the one behind the last. */
  static int bind(Connection connection, PreparedStatement statement, int from, List<?> parameters)
      throws SQLException {
    int place = from;
    for (Object parameter : parameters) {
      Object value =
          parameter instanceof Object[] array
              ? connection.createArrayOf(Mapping.type(array), array)
              : parameter;
      statement.setObject(place++, value);
    }
    return place;
  }
}
