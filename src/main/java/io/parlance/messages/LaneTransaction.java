package io.parlance.messages;

import io.parlance.protocol.Refused;
import io.parlance.storage.KeptConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** One transaction for what has gathered in a lane, over the connection that the lane keeps. */
class LaneTransaction {
  private final Ledger.Tables tables;
  private final Clock clock;
  private final KeptConnection connection;

  LaneTransaction(Ledger.Tables tables, Clock clock, KeptConnection connection) {
    this.tables = tables;
    this.clock = clock;
    this.connection = connection;
  }

  /**
   * What became of one command.
   *
   * @param effects to be run after the commit, in order
   */
  record Outcome(Object result, Refused refused, List<Runnable> effects) {}

  /**
   * Carries them out in order. When this returns, all that was not refused is committed; when it
   * throws, nothing is.
   *
   * @param careful whether it is asked before what of this was sent already; else only the database
   *     knows, and this throws
   */
  List<Outcome> commit(List<Write<?>> writes, boolean careful) {
    return connection.inTransaction(() -> carryOut(writes, careful));
  }

  /** Nothing is to be done for a while. */
  void rest() {
    connection.rest();
  }

  private List<Outcome> carryOut(List<Write<?>> writes, boolean careful) {
    Ledger ledger = Ledger.open(tables, writes, clock.instant());
    // an answer may be refused for what it answers: it is asked always
    ledger.loadSent(careful ? writes : writes.stream().filter(w -> w.messageId() != null).toList());
    List<Outcome> outcomes = new ArrayList<>(writes.size());
    for (Write<?> write : writes) {
      outcomes.add(carryOut(write, ledger));
    }
    ledger.write();
    return outcomes;
  }

  private static Outcome carryOut(Write<?> write, Ledger ledger) {
    try {
      Object result = write.carryOut(ledger);
      List<Runnable> effects = List.copyOf(ledger.effects());
      return new Outcome(result, null, effects);
    } catch (Refused refused) {
      return new Outcome(null, refused, List.of());
    } finally {
      ledger.effects().clear();
    }
  }
}
