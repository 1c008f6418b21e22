package io.parlance.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the server may say. Each method throws an {@link AssertionError} that names what is wrong.
 *
 * <p>A frame is held against the message of asyncapi.yaml that has its type, an answer against the
 * response of openapi.yaml that has its path and status.
 */
public final class Contract {
  private static final String PROBLEM = "/components/schemas/Problem";

  private static final int MOST_SOUND = 10_000;

  /** Texts already found good: what a hundred readers get is looked at once. */
  private static final Set<String> SOUND = ConcurrentHashMap.newKeySet();

  /** Without a body, the container has refused it: what it read was no good HTTP, or too long. */
  private static final Set<Integer> BEFORE_US = Set.of(400, 414, 431);

  /** Of each word that a server's frame may bear as its type: where its schema is. */
  private static final Map<String, String> FRAMES = frames();

  private Contract() {}

  /** Every type that a frame of the chat and conversation doors may have. */
  static Set<String> frameTypes() {
    return FRAMES.keySet();
  }

  private static Map<String, String> frames() {
    Map<String, String> found = new TreeMap<>();
    for (JsonNode ref : Document.ASYNCAPI.at("/operations/conversationFrames/messages")) {
      String message = Document.ASYNCAPI.follow(ref.path("$ref").asText().substring(1));
      JsonNode type = Document.ASYNCAPI.at(message + "/payload/properties/type");
      List<JsonNode> words = new ArrayList<>();
      type.path("enum").forEach(words::add);
      if (type.has("const")) {
        words.add(type.get("const"));
      }
      words.forEach(word -> found.put(word.asText(), message + "/payload"));
    }
    return found;
  }

  /** One text from a socket: a frame, or an array of them where batches were asked for. */
  public static void checkFrame(String text) {
    if (SOUND.contains(text)) {
      return;
    }
    checkText(text);
    if (SOUND.size() > MOST_SOUND) {
      SOUND.clear();
    }
    SOUND.add(text);
  }

  private static void checkText(String text) {
    JsonNode json = Document.parse(text);
    if (!json.isArray()) {
      check(json);
      return;
    }
    if (json.isEmpty()) {
      throw new AssertionError("an empty batch");
    }
    json.forEach(Contract::check);
  }

  private static void check(JsonNode frame) {
    JsonNode type = frame.path("type");
    String pointer = type.isTextual() ? FRAMES.get(type.textValue()) : topicFrame(frame);
    if (pointer == null) {
      throw new AssertionError("asyncapi.yaml knows no such frame: " + frame);
    }
    complain("frame", frame, Document.ASYNCAPI.wrong(pointer, frame));
  }

  private static String topicFrame(JsonNode frame) {
    String message =
        switch (frame.path("action").asText()) {
          case "subscribed" -> "subscribed";
          case "unsubscribed" -> "unsubscribed";
          case "presence" -> "topic_presence";
          case "pong" -> "topic_pong";
          default -> {
            if (frame.has("error")) {
              yield "topic_error";
            }
            if (frame.has("event")) {
              yield "topic_event";
            }
            yield frame.has("presence") ? "topic_presence_event" : null;
          }
        };
    return message == null ? null : "/components/messages/" + message + "/payload";
  }

  /**
   * One answer of REST.
   *
   * @param path as it was asked for, with or without a query, or its template
   * @param body as it came; null or empty where there was none
   */
  public static void checkAnswer(String method, String path, int status, String body) {
    if ((body == null || body.isEmpty()) && BEFORE_US.contains(status)) {
      return;
    }
    Operation operation = Operation.of(method, path);
    String words = method + " " + path + " gave " + status;
    if (operation == null) {
      checkUnknown(words, path, status, body);
      return;
    }
    String response = operation.response(status);
    if (response == null) {
      throw new AssertionError(words + ", which openapi.yaml does not know: " + body);
    }
    checkContent(words, response, body == null ? "" : body);
  }

  private static void checkContent(String words, String response, String body) {
    JsonNode content = Document.OPENAPI.at(response + "/content");
    Iterator<String> types = content.fieldNames();
    if (!types.hasNext()) {
      if (!body.isEmpty()) {
        throw new AssertionError(words + " and should have no body: " + body);
      }
      return;
    }
    String type = types.next();
    if (type.endsWith("json")) {
      String schema = response + "/content/" + Document.segment(type) + "/schema";
      JsonNode json = Document.parse(body);
      complain(words, json, Document.OPENAPI.wrong(schema, json));
    }
  }

  /** What the contract does not name must not answer, and must say so as a problem. */
  private static void checkUnknown(String words, String path, int status, String body) {
    if (!path.startsWith("/v1/") || method(words).matches("HEAD|OPTIONS")) {
      return;
    }
    if (status < 400) {
      throw new AssertionError(words + ", which openapi.yaml does not know: " + body);
    }
    JsonNode json = Document.parse(body);
    complain(words, json, Document.OPENAPI.wrong(PROBLEM, json));
  }

  private static String method(String words) {
    return words.substring(0, words.indexOf(' '));
  }

  private static void complain(String words, JsonNode json, List<String> wrong) {
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          words + " breaks the contract:\n  " + String.join("\n  ", wrong) + "\n  in " + json);
    }
  }
}
