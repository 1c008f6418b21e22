package io.parlance.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.hibernate.JDBCException;

/**
 * A connection of the pool that one thread keeps while it has much to write, with transactions of
 * the database's own. The server's transaction manager, with the pool's enlisting and Hibernate's
 * session, costs a fifth of a small transaction, and has nothing to manage where there is one
 * resource.
 *
 * <p>It goes back to the pool when its thread rests, after every failure, and every second, so that
 * whoever flushes, renews or watches the pool finds nothing unusual.
 */
public final class KeptConnection {
  private static final Logger LOG = Logger.getLogger(KeptConnection.class.getName());

  private final DataSource source;
  private final long longestNanos;
  private Connection connection;
  private long since;

  /**
   * One of that pool's.
   *
   * @param longest how long it is kept, however busy its thread is
   */
  KeptConnection(DataSource source, Duration longest) {
    this.source = source;
    this.longestNanos = longest.toNanos();
  }

  /**
   * One transaction: what {@link Jdbc} does on this thread meanwhile is part of it, whoever asks.
   * When this returns, it is committed.
   *
   * @throws JDBCException for what the database refuses, caused by the {@code SQLException};
   *     nothing is committed then, as far as the database could say so: it is an {@link Outage}
   *     where nobody knows
   */
  public <T> T inTransaction(Supplier<T> task) {
    boolean committed = false;
    try {
      if (connection == null) {
        since = System.nanoTime();
        connection = source.getConnection();
        connection.setAutoCommit(false);
      }
      T result = Jdbc.over(connection, task);
      commit();
      committed = true;
      if (System.nanoTime() - since > longestNanos) {
        rest();
      }
      return result;
    } catch (SQLException e) {
      throw new JDBCException("The transaction failed", e);
    } finally {
      if (!committed) {
        abandon();
      }
    }
  }

  private void commit() throws SQLException {
    try {
      connection.commit();
    } catch (RuntimeException | Error e) {
      // as a heap that is full: doing it again may do it twice
      throw new SQLNonTransientConnectionException("Nobody knows whether it was committed", e);
    }
  }

  /** Gives the connection back to the pool, until the next transaction. */
  public void rest() {
    if (connection != null) {
      giveBack(() -> connection.setAutoCommit(true));
    }
  }

  private void abandon() {
    if (connection != null) {
      giveBack(
          () -> {
            connection.rollback();
            connection.setAutoCommit(true);
          });
    }
  }

  /** One that cannot be tidied up would commit by itself what must not be: it is ended. */
  private void giveBack(Step tidyingUp) {
    if (!finish(tidyingUp)) {
      finish(() -> connection.abort(Runnable::run));
    }
    finish(connection::close);
    connection = null;
  }

  private interface Step {
    void run() throws SQLException;
  }

  private static boolean finish(Step step) {
    try {
      step.run();
      return true;
    } catch (SQLException | RuntimeException | Error e) {
      LOG.log(Level.FINE, "A connection does not work any more", e);
      return false;
    }
  }
}
