package io.parlance.security;

import io.parlance.storage.Database;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Makes the accounts that a first start needs, and looks at the settings before anybody knocks:
 * what is configured wrongly is told here and stops the deployment.
 */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstAccounts {
  private static final Logger LOG = Logger.getLogger(FirstAccounts.class.getName());
  private static final String ADMIN = "admin";
  private static final int SHORTEST_PASSWORD = 12;

  @Inject private Database database;
  @Inject private Tokens tokens;
  @Inject private Threads threads;
  @Inject private Clock clock;

  @PostConstruct
  void make() {
    boolean local = tokens.settings().local();
    if (Demo.isOn() && !local) {
      throw new IllegalStateException(
          "parlance.demo makes people with a known password: not beside an identity provider");
    }
    try {
      Accounts accounts = new Accounts(database.source());
      if (Demo.isOn()) {
        makeDemo(accounts);
      } else if (local && !accounts.hasReal()) {
        makeAdmin(accounts);
      }
      if (local) {
        tokens.signingKey();
      } else {
        // the start waits for no provider: it may come later
        threads.start("provider", tokens::lookAtProvider);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The first accounts could not be made", e);
    }
  }

  private void makeDemo(Accounts accounts) throws SQLException {
    String hash = null; // one for all: they have one password, which everybody knows
    for (String username : Demo.PEOPLE) {
      if (accounts.byUsername(username).isEmpty()) {
        hash = hash == null ? Passwords.hash(Demo.PASSWORD) : hash;
        accounts.add(account(username, hash, username.equals(ADMIN), true));
      }
    }
    LOG.warning(
        () ->
            "DEMONSTRATION: "
                + String.join(", ", Demo.PEOPLE)
                + " sign in with the password \""
                + Demo.PASSWORD
                + "\". Not for people you do not know.");
  }

  private void makeAdmin(Accounts accounts) throws SQLException {
    Optional<String> chosen =
        ConfigProvider.getConfig(FirstAccounts.class.getClassLoader())
            .getOptionalValue("parlance.accounts.admin-password", String.class);
    if (chosen.isPresent() && chosen.get().length() < SHORTEST_PASSWORD) {
      throw new IllegalStateException(
          "parlance.accounts.admin-password must have 12 characters or more");
    }
    String password = chosen.orElseGet(Passwords::random);
    String hash = Passwords.hash(password);
    boolean made =
        accounts.makeReal(ADMIN, hash, now()) || accounts.add(account(ADMIN, hash, true, false));
    if (made && chosen.isEmpty()) {
      // The one place where a secret is told: once, and only where no account exists yet.
      LOG.warning(
          () ->
              "FIRST START: sign in as \"admin\" with the password "
                  + password
                  + " (told this once; to choose it: parlance.accounts.admin-password)");
    }
  }

  private Account account(String username, String hash, boolean isAdmin, boolean demo) {
    return new Account(
        UUID.randomUUID().toString(),
        username,
        hash,
        username.substring(0, 1).toUpperCase(Locale.ROOT) + username.substring(1),
        demo ? username + "@demo.example" : null,
        isAdmin ? Demo.EVERY_ROLE : Set.of(),
        demo,
        now());
  }

  private Instant now() {
    return clock.instant();
  }
}
