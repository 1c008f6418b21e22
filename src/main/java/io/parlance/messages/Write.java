package io.parlance.messages;

import io.parlance.security.Caller;
import java.util.UUID;

/**
 * One durable command on its way through its conversation's lane.
 *
 * <p>It may be carried out more than once, until a transaction with it commits: it keeps no state
 * of its own. It refuses before it changes anything, because others share its transaction.
 *
 * @param <R> what whoever asked is told after the commit
 */
public interface Write<R> {
  Caller caller();

  long conversationId();

  /** The message that it is about; null for none. Loaded for the whole lane at once. */
  default UUID messageId() {
    return null;
  }

  /** What it has in common with itself sent again; null for none. Loaded for the lane at once. */
  default UUID clientKey() {
    return null;
  }

  /**
   * Carries it out, inside the lane's transaction.
   *
   * @throws io.parlance.protocol.Refused if it may not be; nothing is changed then
   */
  R carryOut(Ledger ledger);
}
