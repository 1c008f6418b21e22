package io.parlance.storage;

import io.parlance.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/** One transaction around one piece of work: one connection, one persistence context. */
@ApplicationScoped
public class Work {

  /** Rooms refuse before they change anything, so a refusal is no reason for a rollback. */
  @Transactional(dontRollbackOn = Refused.class)
  public <T> T inTransaction(Supplier<T> task) {
    return task.get();
  }
}
