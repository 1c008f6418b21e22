package io.parlance.topics;

import io.parlance.protocol.Json;
import java.time.Instant;

/**
 * Something that happened to an object of an application.
 *
 * @param payload the application's own, as the text of a JSON object
 * @param userId whose doing it was, in the application's words; may be null
 */
public record TopicEvent(
    TopicChange event, String entityId, String payload, String userId, Instant timestamp) {
  /** The most characters of a topic's name, an entity's id and a user's id each. */
  public static final int MOST_NAME = 200;

  /** The most characters of a payload, as in a frame or a body. */
  public static final int MOST_PAYLOAD = 65_536;

  /** The frame that tells of it. */
  String frame(String topic, long offset, String epoch) {
    return "{\"topic\":"
        + Json.write(topic)
        + ",\"event\":\""
        + event
        + "\",\"data\":{\"entity_id\":"
        + Json.write(entityId)
        + ",\"payload\":"
        + payload
        + ",\"user_id\":"
        + (userId == null ? "null" : Json.write(userId))
        + ",\"timestamp\":\""
        + timestamp
        + "\"},\"offset\":"
        + offset
        + ",\"epoch\":\""
        + epoch
        + "\"}";
  }
}
