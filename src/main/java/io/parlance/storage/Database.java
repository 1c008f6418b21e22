package io.parlance.storage;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * The database, ready: whoever has this bean injected finds the schema in its newest form.
 *
 * <p>Flyway has connections without a time limit, because a migration may take longer than a pooled
 * connection may hang.
 *
 * <p>The pool itself is defined in web.xml.
 */
@ApplicationScoped
public class Database {
  static final String POOL = "java:app/jdbc/parlance";

  /** The same as {@code ClientKey}: a hash, behind the time where the client's id tells one. */
  private static final String CLIENT_KEY =
      "cast(case when length(client_id) = 36 and client_id %1$s '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}"
          + "-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$'"
          + " then left(replace(client_id, '-', ''), 12) || substring(%2$s, 13, 20)"
          + " else left(%2$s, 32) end as uuid)";

  private static final String CLIENT_KEY_OF =
      "conversation_id || '/' || sender_id || '/' || client_id";

  private static final String CLIENT_KEY_ON_H2 =
      CLIENT_KEY.formatted(
          "regexp", "rawtohex(hash('SHA-256', stringtoutf8(" + CLIENT_KEY_OF + ")))");

  private static final String CLIENT_KEY_ON_POSTGRES =
      CLIENT_KEY.formatted("~", "encode(sha256(convert_to(" + CLIENT_KEY_OF + ", 'UTF8')), 'hex')");

  private static final Logger LOG = Logger.getLogger(Database.class.getName());

  private DataSource source;
  private boolean postgres;

  /** Null where the database is not a file of ours. */
  private DatabaseFile file;

  @PostConstruct
  void open() {
    DatabaseSettings settings = DatabaseSettings.configured();
    LOG.info(() -> "Database: " + settings);
    source = lookup(settings.jndi().orElse(POOL));
    try {
      if (settings.isFile()) {
        file = DatabaseFile.open(settings);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not open: " + settings, e);
    }
    migrate(
        settings.jndi().isPresent()
            ? new PatientSource(settings, source)
            : new PatientSource(settings));
    postgres = isPostgres(source);
    if (!postgres) {
      settle(source);
    }
  }

  /**
   * Whatever its address says, H2 writes each commit before it is acknowledged: by itself it waits
   * half a second, which a {@code kill -9} would cost. And it reads each time: it gives the last
   * result of a statement once more while nothing has changed since, and takes for that what was
   * read while a change was being committed, which would not be seen until the next one. The file
   * remembers the first; {@link DatabaseFile} tells the second to one that it opens again.
   */
  static void settle(DataSource h2) {
    try (Connection connection = h2.getConnection();
        Statement setting = connection.createStatement()) {
      setting.execute("set write_delay 0");
      setting.execute("set optimize_reuse_results 0");
    } catch (SQLException e) {
      LOG.log(
          Level.WARNING,
          "H2 may lose what was acknowledged within half a second before it is killed, and answer"
              + " with what it read before a change: add ;WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=0"
              + " to its address",
          e);
    }
  }

  /** Whether its commits wait for each other (H2): writing on several threads gains nothing. */
  public boolean hasOneWriter() {
    return !postgres;
  }

  /** Whether several statements can go to it in one round trip (PostgreSQL). */
  public boolean takesStatementsTogether() {
    return postgres;
  }

  /** The data source in use, pooled, and part of a transaction where there is one. */
  public DataSource source() {
    return source;
  }

  /** Where the database is a file of ours: see {@link Compaction}. */
  Optional<DatabaseFile> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Brings the schema up to date.
   *
   * @throws IllegalStateException where a newer version has made it: what that one keeps in new
   *     columns this one would not write
   */
  static void migrate(DataSource source) {
    SchemaHistory.rename(source);
    Flyway flyway = migrations(source).load();
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw SchemaHistory.newer(flyway)
          .<RuntimeException>map(told -> new IllegalStateException(told, e))
          .orElse(e);
    }
  }

  /**
   * What both databases understand, what each says in its own way, and what only PostgreSQL can. In
   * a schema where others have tables, too; unlike Flyway's default, not in one of the future.
   */
  static FluentConfiguration migrations(DataSource source) {
    boolean postgres = isPostgres(source);
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .table(SchemaHistory.TABLE)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .ignoreMigrationPatterns(new String[0])
        .locations(
            postgres
                ? new String[] {"classpath:db/migration", "classpath:db/postgresql"}
                : new String[] {"classpath:db/migration"})
        .placeholders(Map.of("client_key", postgres ? CLIENT_KEY_ON_POSTGRES : CLIENT_KEY_ON_H2))
        .javaMigrations(new V6__Foreign_keys());
  }

  private static boolean isPostgres(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not answer", e);
    }
  }

  /** Throws nothing checked: Payara does not deploy an application whose destroyer does. */
  @PreDestroy
  void close() {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not close", e);
    }
  }

  private static DataSource lookup(String name) {
    try {
      return InitialContext.doLookup(name);
    } catch (NamingException e) {
      throw new IllegalStateException("No data source is named " + name, e);
    }
  }
}
