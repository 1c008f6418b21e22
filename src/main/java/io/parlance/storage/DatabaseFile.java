package io.parlance.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * The file of an embedded H2: held open as long as the application runs, because opening takes a
 * second, and kept small. Each commit appends a chunk of new pages; of an old one little is still
 * read, but it stays until that little is written anew. H2 does so by itself only where it may
 * write with a delay, which would lose what was acknowledged.
 */
final class DatabaseFile {
  /** Above this part of the chunks being in use it is not worth the writing, in percent. */
  private static final int TARGET_FILL = 50;

  /** What is written anew at once, in bytes of pages: commits wait meanwhile, for milliseconds. */
  private static final int PORTION = 128 * 1024;

  private static final int PORTION_IN_QUIET = 1024 * 1024;

  /** H2 leaves chunks alone for 45 seconds: in a quiet file nothing is left to do after those. */
  private static final int QUIET = 100;

  private static final Logger LOG = Logger.getLogger(DatabaseFile.class.getName());

  private final DatabaseSettings settings;

  /** Null until it is open, after it was closed, and while it does not open again. */
  private Connection connection;

  private boolean closed;

  /** The version that the last look left, and how often in turn nothing was found to do. */
  private long version;

  private int quiet;

  /** The file that these settings name, not open yet. */
  DatabaseFile(DatabaseSettings settings) {
    this.settings = settings;
  }

  synchronized void open() throws SQLException {
    connection = settings.open();
  }

  /**
   * Gives back a portion of what nobody can read any more, where much of the file is such: to be
   * called every second or so. Opens the file again if H2 closed it for want of space.
   *
   * @throws SQLException if it does not open
   */
  synchronized void compact() throws SQLException {
    if (closed) {
      return;
    }
    if (connection == null) {
      open();
    }
    // else another process has the file
    if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
      if (session.isClosed() || store(session).isClosed()) {
        reopen();
      } else {
        compact(store(session));
      }
    }
  }

  private static MVStore store(SessionLocal session) {
    return session.getDatabase().getStore().getMvStore();
  }

  private void reopen() throws SQLException {
    Connection dead = connection;
    connection = null;
    try {
      dead.close();
    } catch (SQLException e) {
      LOG.log(Level.FINE, "H2 had closed its file", e);
    }
    open();
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
    closed = true;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
