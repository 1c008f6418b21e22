package io.parlance.storage;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
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

  /** Effects of one transaction happen in the order in which this was called. */
  public void run(Runnable effect) {
    Effects effects = (Effects) registry.getResource(Effects.class);
    if (effects == null) {
      effects = new Effects();
      registry.putResource(Effects.class, effects);
      registry.registerInterposedSynchronization(effects);
    }
    effects.all.add(effect);
  }

  /** Those of one transaction. WildFly would run several synchronizations the last one first. */
  private static final class Effects implements Synchronization {
    private final List<Runnable> all = new ArrayList<>(2);

    @Override
    public void beforeCompletion() {
      // nothing is done before the outcome is known
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        all.forEach(Effects::run);
      }
    }

    private static void run(Runnable effect) {
      try {
        effect.run();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "An effect after a commit failed", e);
      }
    }
  }
}
