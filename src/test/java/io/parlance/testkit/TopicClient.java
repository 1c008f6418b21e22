package io.parlance.testkit;

import java.util.List;
import java.util.function.Predicate;

/** A dashboard at the topics door. */
public final class TopicClient implements AutoCloseable {
  public static final String DOOR = "/v1/ws";
  public static final String ALIAS = "/ws";

  private final ChatClient socket;

  private TopicClient(ChatClient socket) {
    this.socket = socket;
  }

  /** A socket with a token, open; this door greets nobody. */
  public static TopicClient of(Person person) {
    return of(ChatClient.at(person.base(), DOOR).bearer(person.token()));
  }

  public static TopicClient of(ChatClient.Opening opening) {
    return new TopicClient(opening.open());
  }

  /** The socket below, for what is the same at all doors. */
  public ChatClient socket() {
    return socket;
  }

  /** Sends an action: names and values in turn. */
  public void send(String action, Object... fields) {
    socket.send(Json.object("action", action).with(fields));
  }

  /** Subscribes and gives the answer. */
  public Json subscribe(String topic) {
    send("subscribe", "topic", topic);
    return answer("subscribed", topic);
  }

  /** Subscribes from a place on, and gives the answer. */
  public Json resume(String topic, String epoch, long offset) {
    send("subscribe", "topic", topic, "since", Json.object("epoch", epoch, "offset", offset));
    return answer("subscribed", topic);
  }

  public Json unsubscribe(String topic) {
    send("unsubscribe", "topic", topic);
    return answer("unsubscribed", topic);
  }

  public Json presence(String topic) {
    send("presence", "topic", topic);
    return answer("presence", topic);
  }

  private Json answer(String action, String topic) {
    return await(
        action,
        frame ->
            action.equals(frame.textOrNull("action")) && topic.equals(frame.textOrNull("topic")));
  }

  /** Waits for an event about that entity. */
  public Json event(String entity) {
    return await(
        "an event of " + entity, frame -> entity.equals(frame.textOrNull("data.entity_id")));
  }

  public Json error(String text) {
    return await(text, frame -> text.equals(frame.textOrNull("error")));
  }

  public Json await(String words, Predicate<Json> fits) {
    return socket.await(words, fits, Inbox.PATIENCE);
  }

  /** A ping there and back. */
  public TopicClient settle() {
    send("ping");
    await("pong", frame -> "pong".equals(frame.textOrNull("action")));
    return this;
  }

  /** The events of a topic so far, in the order in which they came. */
  public List<Json> events(String topic) {
    return socket.frames().stream()
        .filter(frame -> frame.has("event") && topic.equals(frame.textOrNull("topic")))
        .toList();
  }

  /** The offsets of those events. */
  public List<Long> offsets(String topic) {
    return events(topic).stream().map(frame -> frame.number("offset")).toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
