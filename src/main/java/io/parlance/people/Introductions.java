package io.parlance.people;

import io.parlance.security.LocalAccounts;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Whoever has an account of the server's own can be found and written to before signing in. */
@Startup
@Singleton
@DependsOn("FirstAccounts")
@TransactionManagement(TransactionManagementType.BEAN)
public class Introductions {
  @Inject private LocalAccounts accounts;
  @Inject private People people;

  @PostConstruct
  void make() {
    accounts.members().forEach(people::introduce);
  }
}
