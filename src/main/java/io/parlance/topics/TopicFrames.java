package io.parlance.topics;

import io.parlance.protocol.Json;
import java.util.List;

/** The frames of the topics door that are no events: protocol.md, section 4. */
final class TopicFrames {
  private TopicFrames() {}

  /**
   * @param recovered told where the socket asked for what it missed, else null
   */
  static String subscribed(String topic, String epoch, long offset, Boolean recovered) {
    return "{\"action\":\"subscribed\",\"topic\":"
        + Json.write(topic)
        + ",\"epoch\":\""
        + epoch
        + "\",\"offset\":"
        + offset
        + (recovered == null ? "" : ",\"recovered\":" + recovered)
        + "}";
  }

  static String unsubscribed(String topic) {
    return "{\"action\":\"unsubscribed\",\"topic\":" + Json.write(topic) + "}";
  }

  /** Who listens, for one who asks. */
  static String presence(String topic, List<Long> people) {
    return "{\"action\":\"presence\",\"topic\":"
        + Json.write(topic)
        + ",\"user_ids\":"
        + Json.write(people)
        + ",\"count\":"
        + people.size()
        + "}";
  }

  /**
   * Somebody came or went.
   *
   * @param presence {@code joined} or {@code left}
   */
  static String stir(String topic, String presence, long userId) {
    return "{\"topic\":"
        + Json.write(topic)
        + ",\"presence\":\""
        + presence
        + "\",\"user_id\":"
        + userId
        + "}";
  }

  static String notAllowed(String topic) {
    return "{\"error\":\"Topic not allowed\",\"topic\":" + Json.write(topic) + "}";
  }

  /** One more than a socket may have. */
  static String tooMany(String topic, int most) {
    return "{\"error\":\"Topic not allowed\",\"topic\":"
        + Json.write(topic)
        + ",\"details\":\"at most "
        + most
        + " subscriptions\"}";
  }
}
