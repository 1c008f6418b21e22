package io.parlance.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A pooled connection that opens itself again, between two transactions, when it finds itself dead.
 *
 * <p>So a pool that never tests its connections is whole again as soon as the database is. Never
 * within a transaction: there a failure is told. Used by one thread at a time, as any connection.
 */
final class SteadyConnection implements InvocationHandler {
  /** Opens the connection below. */
  interface Opening {
    Connection open() throws SQLException;
  }

  private static final Logger LOG = Logger.getLogger(SteadyConnection.class.getName());
  private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int TEST_SECONDS = 2;
  private static final Set<String> SETTINGS =
      Set.of(
          "setAutoCommit",
          "setTransactionIsolation",
          "setReadOnly",
          "setSchema",
          "setCatalog",
          "setHoldability");
  private static final Set<String> STARTS =
      Set.of("createStatement", "prepareStatement", "prepareCall", "setSavepoint");

  private final Opening opening;
  private final BooleanSupplier amidTransaction;

  /** What was set, to be set again: by method, a handful. */
  private final Map<Method, Object[]> settings = new LinkedHashMap<>();

  private Connection below;
  private boolean closed;
  private boolean suspect;
  private boolean inTransaction;
  private long lastUsed = System.nanoTime();

  private SteadyConnection(Opening opening, BooleanSupplier amidTransaction) throws SQLException {
    this.opening = opening;
    this.amidTransaction = amidTransaction;
    this.below = opening.open();
  }

  /**
   * Opens a connection.
   *
   * @param amidTransaction whether the running thread is in a transaction, of which every
   *     connection that it uses must be a part: what would be committed by itself is refused
   */
  static Connection around(Opening opening, BooleanSupplier amidTransaction) throws SQLException {
    SteadyConnection steady = new SteadyConnection(opening, amidTransaction);
    return (Connection)
        Proxy.newProxyInstance(
            SteadyConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, steady);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "steady " + below;
      case "isClosed" -> closed;
      case "close", "abort" -> {
        closed = true;
        yield call(method, args);
      }
      case "isValid" -> isValid();
      case "commit" -> commit(method);
      case "rollback" -> args == null ? rollback(method) : call(method, args);
      // may throw no plain SQLException; on Payara it comes with each return to the pool
      case "setClientInfo" -> call(method, args);
      default -> use(method, args);
    };
  }

  private Object use(Method method, Object[] args) throws Throwable {
    if (closed) {
      throw new SQLException("This connection has been closed", "08003");
    }
    if (SETTINGS.contains(method.getName())) {
      return set(method, args);
    }
    renewIfDead();
    if (!STARTS.contains(method.getName())) {
      return call(method, args);
    }
    boolean alone = below.getAutoCommit();
    if (alone && amidTransaction.getAsBoolean()) {
      throw new SQLException("This connection was left out of the transaction", "25000");
    }
    Object result = call(method, args);
    // without a transaction each statement is one, and the next one may have a new connection
    inTransaction = !alone;
    return result;
  }

  /** On a dead connection it is noted only: the pool tidies up, and nobody needs a new one yet. */
  private Object set(Method method, Object[] args) throws Throwable {
    if (inTransaction || !isGone()) {
      call(method, args);
    }
    settings.put(method, args);
    if (method.getName().equals("setAutoCommit")) {
      inTransaction = false;
    }
    return null;
  }

  private Object call(Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(below, args);
    } catch (InvocationTargetException e) {
      suspect = true;
      throw e.getCause();
    } finally {
      lastUsed = System.nanoTime();
    }
  }

  private void renewIfDead() throws SQLException {
    if (!inTransaction && isDead()) {
      renew();
    }
  }

  private boolean isGone() throws SQLException {
    return below.isClosed() || DatabaseFile.isShut(below);
  }

  private boolean isDead() throws SQLException {
    if (isGone()) {
      return true;
    }
    if (!suspect && System.nanoTime() - lastUsed < TRUSTED_NANOS) {
      return false;
    }
    suspect = !below.isValid(TEST_SECONDS);
    return suspect;
  }

  private void renew() throws SQLException {
    try {
      below.close();
    } catch (SQLException e) {
      LOG.log(Level.FINE, "A dead connection did not close", e);
    }
    below = opening.open();
    suspect = false;
    try {
      for (Map.Entry<Method, Object[]> setting : settings.entrySet()) {
        setting.getKey().invoke(below, setting.getValue());
      }
    } catch (ReflectiveOperationException e) {
      suspect = true;
      throw new SQLException("A new connection could not be set up", "08001", e);
    }
    LOG.fine("A connection to the database was opened again");
  }

  /** The pool asks: it gets a connection that works now, or keeps none. */
  private boolean isValid() {
    try {
      suspect = true;
      renewIfDead();
      return !closed;
    } catch (SQLException e) {
      LOG.log(Level.FINE, "The database is away", e);
      return false;
    }
  }

  /** H2 says nothing where another thread shut the database amid the commit: nobody knows then. */
  private Object commit(Method method) throws Throwable {
    inTransaction = false;
    call(method, null);
    if (DatabaseFile.isShut(below)) {
      throw new SQLException("The database was shut amid a commit", "08007");
    }
    return null;
  }

  /** What was not committed over a connection that is dead is rolled back already. */
  private Object rollback(Method method) throws Throwable {
    inTransaction = false;
    try {
      return call(method, null);
    } catch (SQLException e) {
      if (isDead()) {
        LOG.log(Level.FINE, "The connection died before the rollback", e);
        return null;
      }
      throw e;
    }
  }
}
