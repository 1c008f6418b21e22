package io.parlance.topics;

import io.parlance.protocol.Json;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import io.parlance.storage.AfterCommit;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * How an application in the same server publishes: within the transaction that is running, or in
 * one of its own where none is.
 *
 * <p>The event becomes a row of {@code topic_outbox}, so it goes out after the commit, once, also
 * where the server is killed in between, and never if the transaction rolls back. See topics.md for
 * what that asks of the data source.
 */
@ApplicationScoped
public class TopicPublisher {
  @Inject private Jdbc jdbc;
  @Inject private TopicFamilies families;
  @Inject private TopicWriter writer;
  @Inject private AfterCommit afterCommit;
  @Inject private Clock clock;

  /**
   * Publishes what happened.
   *
   * @param event one of the six: {@code ADDED} and so on
   * @param payload a record, a map or a JSON object; a {@code String} is taken for JSON text; null
   *     for an empty object
   * @throws IllegalArgumentException if it could not be published: no family has the topic, or
   *     something is wrong with the event
   */
  public void publish(String topic, String event, String entityId, Object payload) {
    publish(topic, event, entityId, payload, null);
  }

  /**
   * The same, saying whose doing it was.
   *
   * @param userId in the application's own words
   */
  @Transactional
  public void publish(String topic, String event, String entityId, Object payload, String userId) {
    TopicEvent made = check(topic, event, entityId, payload, userId);
    jdbc.call(
        connection -> {
          new TopicOutbox(connection).insert(topic, made);
          return null;
        });
    // a hint: the outbox is looked at anyway
    afterCommit.run(writer::poke);
  }

  private TopicEvent check(
      String topic, String event, String entityId, Object payload, String userId) {
    if (topic == null || families.of(topic).isEmpty()) {
      throw new IllegalArgumentException("no family has the topic " + topic);
    }
    for (String id : new String[] {entityId, userId}) {
      if (id != null && (!Text.isStorable(id) || Text.length(id) > TopicEvent.MOST_NAME)) {
        throw new IllegalArgumentException(
            "an id has at most " + TopicEvent.MOST_NAME + " characters");
      }
    }
    try {
      String text = payload == null || payload instanceof String ? (String) payload : json(payload);
      return TopicEventReader.of(event, entityId, text, userId, clock.instant());
    } catch (Refused refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  private static String json(Object payload) {
    return payload instanceof jakarta.json.JsonValue value ? value.toString() : Json.write(payload);
  }
}
