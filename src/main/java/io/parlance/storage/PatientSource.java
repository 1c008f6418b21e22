package io.parlance.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections without a time limit, for Flyway: plain ones, or those of the server's own pool. It
 * is the first to connect, or the second after Hibernate, and waits for a database that starts.
 */
final class PatientSource extends ParlanceDataSource {
  private static final Logger LOG = Logger.getLogger(PatientSource.class.getName());

  private final DatabaseSettings settings;
  private final SteadyConnection.Opening opening;

  PatientSource(DatabaseSettings settings) {
    this(settings, settings::openPatiently);
  }

  PatientSource(DatabaseSettings settings, DataSource pool) {
    this(settings, () -> unlimited(pool.getConnection()));
  }

  private PatientSource(DatabaseSettings settings, SteadyConnection.Opening opening) {
    super(settings, () -> false);
    this.settings = settings;
    this.opening = opening;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return Patience.AT_START.first(opening, settings, () -> false);
  }

  /** The limit is the pool's, for short work: it has it again when the connection is its again. */
  private static Connection unlimited(Connection pooled) throws SQLException {
    int limit = limit(pooled);
    if (limit == 0) {
      return pooled;
    }
    pooled.setNetworkTimeout(Runnable::run, 0);
    return (Connection)
        Proxy.newProxyInstance(
            PatientSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("close")) {
                limitAgain(pooled, limit);
              }
              try {
                return method.invoke(pooled, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static int limit(Connection pooled) throws SQLException {
    try {
      return pooled.getNetworkTimeout();
    } catch (SQLFeatureNotSupportedException e) {
      LOG.log(Level.FINE, "This driver knows no time limit", e);
      return 0;
    }
  }

  private static void limitAgain(Connection pooled, int limit) {
    try {
      if (!pooled.isClosed()) {
        pooled.setNetworkTimeout(Runnable::run, limit);
      }
    } catch (SQLException e) {
      LOG.log(Level.FINE, "A connection died while it was used; the pool will see", e);
    }
  }
}
