package io.parlance.storage;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Does something when the transaction that is running has committed, and never if it has not.
 *
 * <p>Hints only: what is lost here must be mended from the database. Nothing durable may hang on
 * it.
 */
@ApplicationScoped
public class AfterCommit {
  private static final Logger LOG = Logger.getLogger(AfterCommit.class.getName());

  @Resource private TransactionSynchronizationRegistry registry;

  public void run(Runnable effect) {
    registry.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // nothing is done before the outcome is known
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              try {
                effect.run();
              } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "An effect after a commit failed", e);
              }
            }
          }
        });
  }
}
