package io.parlance.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Which database: the server's own data source by name, one by its JDBC address, or else a file.
 *
 * @param jndi the name of the server's own data source; the rest does not count then
 */
record DatabaseSettings(Optional<String> jndi, String url, String user, String password) {
  /** A send must fail fast when the database hangs; a migration may take its time. */
  private static final String POSTGRES_TIMEOUT_SECONDS = "4";

  private static final String FILE = "jdbc:h2:file:";

  static DatabaseSettings configured() {
    return of(ConfigProvider.getConfig(DatabaseSettings.class.getClassLoader()));
  }

  static DatabaseSettings of(Config config) {
    Optional<String> url = config.getOptionalValue("parlance.db.url", String.class);
    return new DatabaseSettings(
        config.getOptionalValue("parlance.db.jndi", String.class),
        url.orElseGet(() -> file(config)),
        config.getOptionalValue("parlance.db.user", String.class).orElse(url.isEmpty() ? "sa" : ""),
        config.getOptionalValue("parlance.db.password", String.class).orElse(""));
  }

  /**
   * Without WRITE_DELAY=0 a kill -9 would lose what was acknowledged. A small cache, in KiB: each
   * commit makes new pages, and those that stay are what the garbage collector copies; what is read
   * again is in the system's cache. Statements are parsed once for each connection, not each time
   * that eight others came between.
   */
  private static String file(Config config) {
    String data = config.getOptionalValue("parlance.data", String.class).orElse("./data");
    Path file = Path.of(data).toAbsolutePath().normalize().resolve("parlance");
    return FILE
        + file
        + ";WRITE_DELAY=0;LOCK_TIMEOUT=5000;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=4096"
        + ";QUERY_CACHE_SIZE=64";
  }

  boolean isFile() {
    return jndi.isEmpty() && url.startsWith(FILE);
  }

  /** A connection for the pool: it gives up after seconds. */
  Connection open() throws SQLException {
    return open(POSTGRES_TIMEOUT_SECONDS);
  }

  /** A connection for work that may take long. */
  Connection openPatiently() throws SQLException {
    return open("0");
  }

  /**
   * Asks the drivers themselves: DriverManager does not see those of an application in a server.
   */
  private Connection open(String socketTimeout) throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    if (isFile()) {
      makeDirectory();
    }
    if (url.startsWith("jdbc:h2:")) {
      String address = FailStopFile.address(url);
      return DatabaseFile.connect(url, () -> new org.h2.Driver().connect(address, properties));
    }
    if (url.startsWith("jdbc:postgresql:")) {
      properties.setProperty("connectTimeout", "2");
      properties.setProperty("loginTimeout", "3");
      properties.setProperty("socketTimeout", socketTimeout);
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("reWriteBatchedInserts", "true");
      properties.setProperty("ApplicationName", "parlance");
      return new org.postgresql.Driver().connect(url, properties);
    }
    throw new SQLException("parlance.db.url must begin with jdbc:postgresql: or jdbc:h2:");
  }

  /** Keys and messages are in it: nobody else's to read, where the file system knows of such. */
  private void makeDirectory() throws SQLException {
    Path directory = Path.of(url.substring(FILE.length()).split(";", 2)[0]).getParent();
    try {
      if (directory != null && !Files.exists(directory)) {
        Files.createDirectories(directory);
        if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null) {
          Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
      }
    } catch (IOException e) {
      throw new SQLException("Cannot make the directory " + directory, "58030", e);
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    String address = url.replaceAll("[?;].*", "");
    return jndi.map(name -> "the server's data source " + name).orElse(address);
  }
}
