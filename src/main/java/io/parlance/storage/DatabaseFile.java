package io.parlance.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.api.ErrorCode;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The file of an embedded H2: held open as long as the application runs, because opening takes a
 * second, and kept small. Each commit appends a chunk of new pages; of an old one little is still
 * read, but it stays until that little is written anew. H2 does so by itself only where it may
 * write with a delay, which would lose what was acknowledged.
 */
final class DatabaseFile {
  private static final Logger LOG = Logger.getLogger(DatabaseFile.class.getName());

  /** Above this part of the chunks being in use it is not worth the writing, in percent. */
  private static final int TARGET_FILL = 50;

  /** What is written anew at once, in bytes of pages: commits wait meanwhile, for milliseconds. */
  private static final int PORTION = 128 * 1024;

  private static final int PORTION_IN_QUIET = 1024 * 1024;

  /** H2 leaves chunks alone for 45 seconds: in a quiet file nothing is left to do after those. */
  private static final int QUIET = 100;

  /** After a write that failed: another one would shut the database again, for everybody. */
  private static final int REST = 60;

  /** What was opened last, by its address: one, outside of tests. Guarded by the class. */
  private static final Map<String, Database> OPENED = new HashMap<>();

  private final Connection connection;

  /** The version that the last look left, and how often in turn nothing was found to do. */
  private long version;

  private int quiet;

  /** How many looks nothing is tried. */
  private int rest;

  private DatabaseFile(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file that these settings name; it is opened again if H2 shuts it by itself. */
  static DatabaseFile open(DatabaseSettings settings) throws SQLException {
    return new DatabaseFile(SteadyConnection.around(settings::open, () -> false));
  }

  /**
   * Whether H2 shut the database below this connection by itself, as it does where the disk or the
   * heap is full. The connection calls itself open and valid nevertheless.
   */
  static boolean isShut(Connection connection) {
    return connection instanceof JdbcConnection h2
        && h2.getSession() instanceof SessionLocal session
        && (session.getDatabase().isClosing() || store(session).isClosed());
  }

  /**
   * Opens a connection to an H2 in our own process, anew where H2 shut it. H2 goes on giving away
   * what it shut until a connection asks it something, and forgets it then by its name, each time
   * that one does; if something was opened in between it is that, which keeps the lock of the file,
   * and nobody gets in any more. So it is asked here, by one after the other, and whatever was
   * forgotten all the same is shut as well: it holds nothing that is not in the file.
   *
   * @param url tells one database from others
   */
  static synchronized Connection connect(String url, SteadyConnection.Opening opening)
      throws SQLException {
    Connection connection;
    try {
      connection = opening.open();
      if (isShut(connection)) {
        ask(connection);
      }
    } catch (SQLException e) {
      if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1 && OPENED.get(url) != null) {
        LOG.info("The database was open twice, and is opened once more");
        OPENED.get(url).shutdownImmediately();
      } else if (e.getErrorCode() != ErrorCode.DATABASE_IS_CLOSED) {
        throw e;
      }
      connection = opening.open();
    }
    if (((JdbcConnection) connection).getSession() instanceof SessionLocal session) {
      session.getDatabase().setOptimizeReuseResults(false); // see Database.settle
      OPENED.put(url, session.getDatabase());
    }
    return connection;
  }

  private static void ask(Connection connection) throws SQLException {
    try (Statement question = connection.createStatement()) {
      question.execute("select 1");
    }
  }

  private static MVStore store(SessionLocal session) {
    return session.getDatabase().getStore().getMvStore();
  }

  /**
   * Gives back a portion of what nobody can read any more, where much of the file is such: to be
   * called every second or so. Opens the file again first, if need be and possible.
   */
  synchronized void compact() {
    try {
      JdbcConnection open = connection.unwrap(JdbcConnection.class);
      if (rest > 0) {
        rest--;
      } else if (open.getSession() instanceof SessionLocal session) { // else another process has it
        compact(store(session));
      }
    } catch (SQLException e) {
      LOG.log(Level.FINE, "The file does not open", e);
    } catch (MVStoreException e) {
      LOG.log(Level.FINE, "The file could not be compacted", e);
      rest = REST;
    }
  }

  private void compact(MVStore store) {
    boolean isQuiet = store.getCurrentVersion() == version;
    quiet = isQuiet ? quiet + 1 : 0;
    int portion = isQuiet ? PORTION_IN_QUIET : PORTION;
    if (quiet < QUIET && store.compact(TARGET_FILL, portion)) {
      store.commit(); // else it waits for whoever writes next
      quiet = 0;
    }
    version = store.getCurrentVersion();
  }

  synchronized void close() throws SQLException {
    connection.close();
  }
}
