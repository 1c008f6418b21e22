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
import java.util.List;
import java.util.Optional;

/**
 * How an application in the same server publishes: within the transaction that is running, or in
 * one of its own where none is.
 *
 * <p>The event goes out after the commit, once, and never if the transaction rolls back. Where its
 * family is durable it becomes a row of {@code topic_outbox}, so that holds also where the server
 * is killed in between; see topics.md for what that asks of the data source. Where it is not, those
 * who listen on this node get it: any node may take a row, and the others have other listeners.
 */
@ApplicationScoped
public class TopicPublisher {
  private Jdbc jdbc;
  private TopicFamilies families;
  private TopicWriter writer;
  private TopicStreams streams;
  private AfterCommit afterCommit;
  private Clock clock;

  @Inject
  void uses(
      Jdbc jdbc,
      TopicFamilies families,
      TopicWriter writer,
      TopicStreams streams,
      AfterCommit afterCommit,
      Clock clock) {
    this.jdbc = jdbc;
    this.families = families;
    this.writer = writer;
    this.streams = streams;
    this.afterCommit = afterCommit;
    this.clock = clock;
  }

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
    TopicFamily family =
        Optional.ofNullable(topic)
            .flatMap(families::of)
            .orElseThrow(() -> new IllegalArgumentException("no family has the topic " + topic));
    TopicEvent made = check(event, entityId, payload, userId);
    if (!family.durable()) {
      afterCommit.run(() -> tell(topic, family, made));
      return;
    }
    jdbc.call(
        connection -> {
          new TopicOutbox(connection).insert(topic, made);
          return null;
        });
    // a hint: the outbox is looked at anyway
    afterCommit.run(writer::poke);
  }

  /** It is committed, so it goes out; who publishes faster than that is told waits here. */
  private void tell(String topic, TopicFamily family, TopicEvent event) {
    try {
      streams.awaitRoom(topic);
    } catch (InterruptedException e) {
      // whoever interrupts is in a hurry, and this is one event more than there is room for
      Thread.currentThread().interrupt();
    }
    streams.publish(topic, family, List.of(event));
  }

  private TopicEvent check(String event, String entityId, Object payload, String userId) {
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
