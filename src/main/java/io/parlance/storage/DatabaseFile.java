package io.parlance.storage;

import java.sql.SQLException;
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

  private final JdbcConnection connection;

  /** The version that the last look left, and how often in turn nothing was found to do. */
  private long version;

  private int quiet;

  private DatabaseFile(JdbcConnection connection) {
    this.connection = connection;
  }

  /** Opens the file that these settings name. */
  static DatabaseFile open(DatabaseSettings settings) throws SQLException {
    return new DatabaseFile(settings.open().unwrap(JdbcConnection.class));
  }

  /**
   * Gives back a portion of what nobody can read any more, where much of the file is such: to be
   * called every second or so. Does nothing once H2 has closed it, as it does on a full disk.
   */
  synchronized void compact() {
    // else it is closed, or another process has it
    if (connection.getSession() instanceof SessionLocal session && !session.isClosed()) {
      MVStore store = session.getDatabase().getStore().getMvStore();
      if (!store.isClosed()) {
        compact(store);
      }
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
