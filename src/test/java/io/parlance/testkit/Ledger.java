package io.parlance.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one writer sent, in its order, and what the server promised of it.
 *
 * @param changes what was acknowledged to have been done to a message later, by its mark
 * @param repeats edits that may have been carried out more than once
 */
record Ledger(
    long sender,
    List<String> sent,
    Map<String, Promise> promises,
    Map<String, CheckedChange> changes,
    int repeats,
    Optional<String> refusal) {

  /** What an acknowledgement promised. */
  record Promise(String messageId, long seq) {}

  /** Whether this promise is broken by what is found under its name, if anything is. */
  boolean isBroken(String mark, Json found) {
    Promise promise = promises.get(mark);
    if (promise == null) {
      return false;
    }
    return found == null
        || !found.text("id").equals(promise.messageId())
        || found.number("seq") != promise.seq()
        || found.number("sender_id") != sender
        || (changes.containsKey(mark) && !changes.get(mark).isIn(found, sender, mark));
  }
}
