package io.parlance.topics;

import java.util.List;

/**
 * Events that somebody wants published together, to one topic, in order.
 *
 * @param request what makes it the same when it is sent again; null where nothing does
 */
record Publication(String topic, TopicFamily family, List<TopicEvent> events, Request request) {
  /** The same with these events. */
  Publication of(List<TopicEvent> others) {
    return new Publication(topic, family, others, request);
  }

  /**
   * A publisher's {@code Idempotency-Key}.
   *
   * @param digest of what was sent with it
   */
  record Request(long userId, String key, String digest) {}
}
