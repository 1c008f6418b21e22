package io.parlance.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/**
 * Waits, at the start of the application, for a database that starts together with the server.
 * Later on nobody waits: an outage is told at once.
 */
final class Patience {
  static final Patience AT_START = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1));

  private static final Logger LOG = Logger.getLogger(Patience.class.getName());
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final Duration most;
  private final Duration pause;

  /**
   * Waits.
   *
   * @param most for how long
   * @param pause between two attempts
   */
  Patience(Duration most, Duration pause) {
    this.most = most;
    this.pause = pause;
  }

  /**
   * A connection, as soon as there is one. May block for as long as the patience lasts.
   *
   * @param what is waited for, in the log; never with a password in it
   * @param over whether somebody else has had one: then there is no more waiting
   * @throws SQLException the last failure, or the first one that no waiting mends
   */
  Connection first(SteadyConnection.Opening opening, Object what, BooleanSupplier over)
      throws SQLException {
    long began = System.nanoTime();
    long lastLine = began - BETWEEN_LINES.toNanos();
    while (true) {
      try {
        return opening.open();
      } catch (SQLException e) {
        long now = System.nanoTime();
        SQLException reason = innermost(e);
        if (over.getAsBoolean() || now - began > most.toNanos() || !Outage.isOne(reason)) {
          throw e;
        }
        if (now - lastLine >= BETWEEN_LINES.toNanos()) {
          lastLine = now;
          LOG.info(() -> "Waiting for the database " + what + ": " + reason.getMessage());
        }
        pause(e);
      }
    }
  }

  /**
   * What the database itself has said, if anything. A server's pool wraps it into failures of its
   * own, which look like an outage where only the password is wrong.
   */
  private static SQLException innermost(SQLException failure) {
    SQLException found = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        found = sql;
      }
    }
    return found;
  }

  private void pause(SQLException cause) throws SQLException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }
}
