package io.parlance.topics;

import io.parlance.hub.Connection;

/**
 * One socket's place in one topic. There may be a million of these: a reference more here is four
 * megabytes there.
 */
final class TopicSubscription {
  /** What {@link #after} is while the socket still reads what it missed: nothing is sent to it. */
  static final long READING = Long.MAX_VALUE;

  private final Connection connection;
  private final Topic topic;

  /** Where it stands in the topic's array; -1 once it has left. Guarded by the topic's monitor. */
  int index = -1;

  /** The last event that this socket has, or {@link #READING}. Written under the same monitor. */
  volatile long after = READING;

  TopicSubscription(Connection connection, Topic topic) {
    this.connection = connection;
    this.topic = topic;
  }

  Connection connection() {
    return connection;
  }

  Topic topic() {
    return topic;
  }
}
