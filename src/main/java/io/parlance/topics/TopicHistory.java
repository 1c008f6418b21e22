package io.parlance.topics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest events of one topic, without a gap between them. Guarded by the topic's monitor;
 * bounded by number, characters and age.
 */
final class TopicHistory {
  /** The most characters; beyond it the oldest go first. */
  static final int MOST_CHARACTERS = 262_144;

  private final int most;
  private final long keepMillis;
  private final ArrayDeque<TopicTold> events = new ArrayDeque<>(2);
  private int characters;

  TopicHistory(int most, long keepMillis) {
    this.most = most;
    this.keepMillis = keepMillis;
  }

  void add(TopicTold event) {
    events.add(event);
    characters += event.frame().length();
    while (events.size() > most || (characters > MOST_CHARACTERS && events.size() > 1)) {
      forgetOldest();
    }
  }

  /** Forgets what is too old at that time. */
  void age(long now) {
    while (!events.isEmpty() && events.peek().at() < now - keepMillis) {
      forgetOldest();
    }
  }

  void clear() {
    events.clear();
    characters = 0;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Whether everything after that offset, up to the head of the topic, is here. */
  boolean reaches(long offset, long head) {
    return offset == head || (!events.isEmpty() && events.peek().offset() <= offset + 1);
  }

  /** The events after that offset. */
  List<TopicTold> after(long offset) {
    List<TopicTold> later = new ArrayList<>();
    for (TopicTold event : events) {
      if (event.offset() > offset) {
        later.add(event);
      }
    }
    return later;
  }

  private void forgetOldest() {
    characters -= events.remove().frame().length();
  }
}
