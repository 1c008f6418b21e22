package io.parlance.storage;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Makes the physical connections of the pool that the server keeps for {@code
 * java:app/jdbc/parlance}: what the configuration names, with no configuration of the server.
 *
 * <p>The server makes, pools and enlists, as {@code web.xml} says. Each connection mends itself
 * ({@link SteadyConnection}), because neither server tests its connections unless an administrator
 * tells it to.
 */
public class ParlanceDataSource implements DataSource {
  private static final Logger LOG = Logger.getLogger(ParlanceDataSource.class.getName());

  /** How long nobody else waits after somebody did in vain; a quick refusal needs none. */
  private static final Duration RESPITE = Duration.ofSeconds(1);

  private final DatabaseSettings settings;
  private final BooleanSupplier amidTransaction;
  private volatile boolean reached;
  private volatile SQLException failure;
  private volatile long failedAt;
  private String source;
  private int loginTimeout;

  public ParlanceDataSource() {
    this(DatabaseSettings.configured(), ServerJta::isInTransaction);
  }

  ParlanceDataSource(DatabaseSettings settings, BooleanSupplier amidTransaction) {
    this.settings = settings;
    this.amidTransaction = amidTransaction;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (settings.jndi().isPresent()) {
      throw new SQLException("parlance.db.jndi is set: this pool is not in use");
    }
    return SteadyConnection.around(reached ? this::open : this::openFirst, amidTransaction);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  /** One that waits in vain is enough: who comes right after it is told the same at once. */
  private Connection open() throws SQLException {
    long began = System.nanoTime();
    SQLException before = failure;
    if (before != null && began - failedAt < RESPITE.toNanos()) {
      throw new SQLException("The database did not answer a moment ago", "08001", before);
    }
    try {
      Connection connection = settings.open();
      failure = null;
      return connection;
    } catch (SQLException e) {
      long now = System.nanoTime();
      if (now - began > RESPITE.toNanos()) {
        failedAt = now;
        failure = e;
      }
      throw e;
    }
  }

  private Connection openFirst() throws SQLException {
    Connection connection = Patience.AT_START.first(settings::open, settings, () -> reached);
    reached = true;
    return connection;
  }

  /** WildFly refuses a definition without a property that has a setter; this one means nothing. */
  public void setSource(String source) {
    this.source = source;
  }

  public String getSource() {
    return source;
  }

  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public void setLoginTimeout(int seconds) {
    this.loginTimeout = seconds;
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    // the drivers log through java.util.logging
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return LOG;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (!isWrapperFor(type)) {
      throw new SQLException("not a " + type.getName());
    }
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
