package io.parlance.storage;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings the schema up to date before anybody uses it; what else begins at startup says {@code
 * DependsOn("Migrations")}.
 */
@Startup
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {
  @Inject private Database database;

  /** Kept here, or it would be forgotten with its level. */
  private static final Logger SQL =
      Logger.getLogger("org.hibernate.engine.jdbc.spi.SqlExceptionHelper");

  @PostConstruct
  void run() {
    // it logs as an error what it throws as well, a lost race for a unique key among it; whoever
    // catches that says what there is to say
    SQL.setLevel(Level.OFF);
    database.source();
  }
}
