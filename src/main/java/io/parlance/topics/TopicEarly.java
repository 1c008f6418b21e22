package io.parlance.topics;

import java.util.TreeMap;

/**
 * Events of one topic that wait for their turn. Guarded by the topic's monitor; bounded by number
 * and characters: the sweep reads what has no place here.
 */
final class TopicEarly {
  private static final int MOST = 1_024;
  private static final int MOST_CHARACTERS = 1_000_000;

  /** Null while there are none, as nearly always. */
  private TreeMap<Long, TopicTold> events;

  private int characters;

  boolean isEmpty() {
    return events == null;
  }

  void add(TopicTold event) {
    if (events == null) {
      events = new TreeMap<>();
    }
    boolean fits = events.size() < MOST && characters < MOST_CHARACTERS;
    if (fits && events.putIfAbsent(event.offset(), event) == null) {
      characters += event.frame().length();
    }
  }

  /** Removes the event at that offset and what lies before it; null where it is not here. */
  TopicTold take(long offset) {
    TopicTold found = null;
    while (events != null && events.firstKey() <= offset) {
      found = events.pollFirstEntry().getValue();
      characters -= found.frame().length();
      if (events.isEmpty()) {
        events = null;
      }
    }
    return found != null && found.offset() == offset ? found : null;
  }
}
