package io.parlance.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The database of a server under test: H2 in a file, or a real PostgreSQL of its own. */
public final class ServerDatabase implements AutoCloseable {
  private final Path folder;
  private final boolean durable;
  private EmbeddedPostgres postgres;
  private int port;

  private ServerDatabase(Path folder, boolean durable) {
    this.folder = folder;
    this.durable = durable;
  }

  /** {@code h2} or {@code postgres}; what it keeps lies in the folder. */
  public static ServerDatabase named(String name, Path folder) {
    return switch (name) {
      case "h2" -> new ServerDatabase(folder, true);
      case "postgres" -> postgres(folder, false);
      default -> throw new IllegalArgumentException("it.db is h2 or postgres, not " + name);
    };
  }

  /** A PostgreSQL that writes through to the disk, for tests that pull the plug. */
  public static ServerDatabase durablePostgres(Path folder) {
    return postgres(folder, true);
  }

  private static ServerDatabase postgres(Path folder, boolean durable) {
    ServerDatabase database = new ServerDatabase(folder.resolve("postgres"), durable);
    database.port = ServerFiles.freePort();
    database.start();
    return database;
  }

  /** Starts it, again if it was stopped: on the same port, with the same data. */
  public void start() {
    String safe = durable ? "on" : "off";
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("fsync", safe)
              .setServerConfig("synchronous_commit", safe)
              .setServerConfig("full_page_writes", safe)
              .setServerConfig("max_connections", "100")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it; what was committed stays. */
  public void stop() {
    try {
      postgres.close();
      postgres = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // on a slow disk that takes longer than whoever stops it waits
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !Files.exists(lock()));
  }

  /** Ends it amid whatever it does, as a power cut would: commits under way, too. */
  public void crash() {
    try {
      String process = Files.readAllLines(lock()).get(0).strip();
      new ProcessBuilder("kill", "-QUIT", process).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    stop();
  }

  private Path lock() {
    return folder.resolve("postmaster.pid");
  }

  /**
   * The settings that point a server to it; none for H2, which lies in the server's data folder.
   */
  public Map<String, String> settings() {
    return port == 0
        ? Map.of()
        : Map.of(
            "parlance.db.url", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            "parlance.db.user", "postgres",
            "parlance.db.password", "postgres");
  }

  /** The same settings as scripts take them. */
  public Map<String, String> environment() {
    return settings().entrySet().stream()
        .collect(
            Collectors.toMap(
                setting -> setting.getKey().toUpperCase(Locale.ROOT).replace('.', '_'),
                Map.Entry::getValue));
  }

  /** A connection of somebody else's to PostgreSQL, past Parlance. */
  public Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  /** Whether Parlance has made its tables in the database of that name. */
  public boolean holdsTables(String name) {
    try (Connection connection = postgres.getDatabase("postgres", name).getConnection();
        ResultSet tables =
            connection.getMetaData().getTables(null, null, "parlance_schema_history", null)) {
      return tables.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jar of PostgreSQL's driver. */
  public static Path driver() {
    try {
      return Path.of(
          org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (postgres != null) {
      stop();
    }
  }
}
