package io.parlance.topics;

import java.util.List;

/**
 * How far one topic has come on this node: its latest events in the order of offsets, and those
 * that came before their turn. Guarded by the topic's monitor.
 */
final class TopicTail {
  /** Of a durable topic so many are kept in memory, the rest is in the database. */
  private static final int DURABLE_HISTORY = 256;

  private final TopicHistory history;
  private final TopicEarly early = new TopicEarly();

  /** The last event that was announced here; -1 while the database was not asked. */
  private long head;

  TopicTail(TopicFamily family) {
    head = family.durable() ? -1 : 0;
    history =
        new TopicHistory(
            family.durable() ? Math.min(DURABLE_HISTORY, family.history()) : family.history(),
            family.keep().toMillis());
  }

  long head() {
    return head;
  }

  boolean isKnown() {
    return head >= 0;
  }

  /** What comes next follows that offset; nothing of what lies before is here. */
  void begin(long offset) {
    history.clear();
    head = offset;
  }

  boolean isNext(long offset) {
    return isKnown() && offset == head + 1;
  }

  /** Whether something that is not here lies between the last event and that offset. */
  boolean lacks(long offset) {
    return isKnown() && offset > head + 1;
  }

  /** It is the next one. */
  void add(TopicTold event) {
    head = event.offset();
    history.add(event);
  }

  /** It waits for its turn, unless that was before. */
  void keepEarly(TopicTold event) {
    if (event.offset() > head) {
      early.add(event);
    }
  }

  /** Whether something waits for an event that has not come. */
  boolean hasGap() {
    return isKnown() && !early.isEmpty();
  }

  /** What waited, if it is its turn; else null. */
  TopicTold takeEarly() {
    return early.take(head + 1);
  }

  /** Whether all that follows that offset is here. */
  boolean reaches(long offset) {
    return offset <= head && history.reaches(offset, head);
  }

  List<TopicTold> after(long offset) {
    return history.after(offset);
  }

  List<String> framesAfter(long offset) {
    return after(offset).stream().map(TopicTold::frame).toList();
  }

  /** Forgets what is older than its family keeps it, in milliseconds since the epoch. */
  void age(long now) {
    history.age(now);
  }

  /** Whether nothing can be recovered from here. */
  boolean isEmpty() {
    return history.isEmpty();
  }
}
