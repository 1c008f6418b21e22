package io.parlance.storage;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/** Shows Hibernate the transaction manager of the server that it happens to be in. */
public class ServerJta extends AbstractJtaPlatform {
  private static final long serialVersionUID = 1L;

  // Asked with each statement outside of a transaction; the server's never changes.
  private static volatile TransactionManager known;

  /** Whether a transaction is active on the running thread. */
  static boolean isInTransaction() {
    try {
      return manager().getStatus() == Status.STATUS_ACTIVE;
    } catch (SystemException e) {
      throw new IllegalStateException("The transaction manager does not answer", e);
    }
  }

  private static TransactionManager manager() {
    TransactionManager manager = known;
    if (manager == null) {
      manager =
          (TransactionManager)
              first("java:appserver/TransactionManager", "java:jboss/TransactionManager");
      known = manager;
    }
    return manager;
  }

  @Override
  protected TransactionManager locateTransactionManager() {
    return manager();
  }

  @Override
  protected UserTransaction locateUserTransaction() {
    return (UserTransaction) first("java:comp/UserTransaction", "java:jboss/UserTransaction");
  }

  private static Object first(String one, String other) {
    try {
      return InitialContext.doLookup(one);
    } catch (NamingException notThisServer) {
      try {
        return InitialContext.doLookup(other);
      } catch (NamingException neither) {
        neither.addSuppressed(notThisServer);
        throw new IllegalStateException("No transaction manager is found", neither);
      }
    }
  }
}
