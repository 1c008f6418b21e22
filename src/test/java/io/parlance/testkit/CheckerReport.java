package io.parlance.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was promised, and what is there. */
public record CheckerReport(
    int sent,
    int acknowledged,
    int changes,
    int found,
    int lost,
    int doubled,
    int gaps,
    int outOfOrder,
    int strange,
    int readersThatDiffer,
    List<String> refusals,
    String circumstances) {

  /** Compares a history, oldest first, with what its writers were promised and its readers have. */
  static CheckerReport of(List<Json> history, List<Ledger> writers, List<List<String>> readers) {
    Set<String> known = new HashSet<>();
    writers.forEach(writer -> known.addAll(writer.sent()));
    Map<String, String> marks = new HashMap<>();
    writers.forEach(
        writer ->
            writer.promises().forEach((mark, promise) -> marks.put(promise.messageId(), mark)));
    Map<String, Json> byMark = new HashMap<>();
    int doubled = 0;
    for (Json message : history) {
      doubled += byMark.put(mark(message, marks), message) == null ? 0 : 1;
    }
    List<String> expected = Replica.lines(history);
    return new CheckerReport(
        known.size(),
        writers.stream().mapToInt(writer -> writer.promises().size()).sum(),
        writers.stream().mapToInt(writer -> writer.changes().size()).sum(),
        history.size(),
        writers.stream().mapToInt(writer -> lost(writer, byMark)).sum(),
        doubled,
        gaps(history, writers.stream().mapToInt(Ledger::repeats).sum()),
        writers.stream().mapToInt(writer -> outOfOrder(writer, byMark)).sum(),
        (int) byMark.keySet().stream().filter(mark -> !known.contains(mark)).count(),
        (int) readers.stream().filter(lines -> !lines.equals(expected)).count(),
        writers.stream().flatMap(writer -> writer.refusal().stream()).toList(),
        "");
  }

  /** A message of the checker begins with the name that its writer gave it, until deleted. */
  private static String mark(Json message, Map<String, String> marks) {
    String content = message.textOrNull("content");
    String id = message.text("id");
    return content == null ? marks.getOrDefault(id, id) : content.split(" ", -1)[0];
  }

  /** A message changes once at most, so that all places in the sequence are seen. */
  private static int gaps(List<Json> history, int repeats) {
    Set<Long> places = new HashSet<>();
    for (Json message : history) {
      places.add(message.number("seq"));
      places.add(message.number("changed_seq"));
    }
    long last = places.stream().mapToLong(Long::longValue).max().orElse(0);
    return (int) Math.max(0, last - places.size() - repeats);
  }

  private static int lost(Ledger writer, Map<String, Json> byMark) {
    return (int)
        writer.sent().stream().filter(mark -> writer.isBroken(mark, byMark.get(mark))).count();
  }

  private static int outOfOrder(Ledger writer, Map<String, Json> byMark) {
    int count = 0;
    long before = 0;
    for (String mark : writer.sent()) {
      Json message = byMark.get(mark);
      if (message != null) {
        count += message.number("seq") < before ? 1 : 0;
        before = message.number("seq");
      }
    }
    return count;
  }

  /** With what the readers saw live. */
  CheckerReport with(int doubledLive, int outOfOrderLive) {
    return new CheckerReport(
        sent,
        acknowledged,
        changes,
        found,
        lost,
        doubled + doubledLive,
        gaps,
        outOfOrder + outOfOrderLive,
        strange,
        readersThatDiffer,
        refusals,
        circumstances);
  }

  /** With words about how it came about. */
  CheckerReport under(String words) {
    return new CheckerReport(
        sent,
        acknowledged,
        changes,
        found,
        lost,
        doubled,
        gaps,
        outOfOrder,
        strange,
        readersThatDiffer,
        refusals,
        words);
  }

  /** Everything that was sent was acknowledged in the end, and all of it is there once. */
  public CheckerReport assertWhole() {
    if (acknowledged != sent) {
      throw new AssertionError("not everything was acknowledged: " + this);
    }
    return assertKept();
  }

  /** Everything that was acknowledged is there once, in order, for everybody. */
  public CheckerReport assertKept() {
    if (lost + doubled + gaps + outOfOrder + strange + readersThatDiffer > 0
        || !refusals.isEmpty()) {
      throw new AssertionError(toString());
    }
    return this;
  }

  /** Prints itself under a name: what an operator wants to see of a run. */
  public CheckerReport told(String fault) {
    System.out.println(fault + ": " + this);
    return this;
  }

  @Override
  public String toString() {
    return String.format(
        "sent %d, acknowledged %d, changed %d, found %d, lost %d, doubled %d, gaps %d,"
            + " out of order %d, strange %d, readers that differ %d%s (%s)",
        sent,
        acknowledged,
        changes,
        found,
        lost,
        doubled,
        gaps,
        outOfOrder,
        strange,
        readersThatDiffer,
        refusals.isEmpty() ? "" : ", refused " + refusals,
        circumstances);
  }
}
