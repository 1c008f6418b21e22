package io.parlance.topics;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Json;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads what somebody wants published, and says what is wrong with it. */
final class TopicEventReader {
  /** The most events of one request. */
  private static final int MOST = 100;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final String userId;
  private final Instant now;

  /**
   * Reads for a publisher.
   *
   * @param userId whose doing it is where an event names nobody
   */
  TopicEventReader(String userId, Instant now) {
    this.userId = userId;
    this.now = now.truncatedTo(ChronoUnit.MILLIS);
  }

  /** One event, or an array of them. */
  List<TopicEvent> read(String body) {
    JsonValue value = Json.read(body);
    if (value instanceof JsonObject one) {
      return List.of(event(one));
    }
    if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > MOST) {
      throw new Refused(
          ErrorCode.INVALID_MESSAGE, "the body is an event, or an array of 1 to " + MOST);
    }
    List<TopicEvent> events = new ArrayList<>();
    for (JsonValue each : array) {
      if (!(each instanceof JsonObject object)) {
        throw Refused.invalid("[" + events.size() + "]", "must be an object");
      }
      events.add(event(object, events.size()));
    }
    return events;
  }

  /** What is wrong with one of many is told with its place. */
  private TopicEvent event(JsonObject object, int place) {
    try {
      return event(object);
    } catch (Refused refused) {
      throw Refused.invalid(
          refused.violations().stream()
              .map(v -> new Refused.Violation("[" + place + "]." + v.field(), v.message()))
              .toList());
    }
  }

  private TopicEvent event(JsonObject object) {
    Fields fields = new Fields(object);
    String name = fields.needText(32, "event");
    if (name != null && TopicChange.of(name).isEmpty()) {
      fields.violate("event", "must be one of " + TopicChange.list());
    }
    if (!(object.get("data") instanceof JsonObject data)) {
      fields.violate("data", "must be an object");
      fields.done();
      throw new IllegalStateException("done() throws what was found");
    }
    String entityId = id(fields, data, "entity_id");
    if (entityId == null ? !new Fields(data).has("entity_id") : entityId.isBlank()) {
      fields.violate("data.entity_id", "is required");
    }
    String payload = payload(fields, data.get("payload"));
    String user = id(fields, data, "user_id");
    Instant time = time(fields, data.get("timestamp"));
    fields.done();
    return new TopicEvent(
        TopicChange.valueOf(name), entityId, payload, user == null ? userId : user, time);
  }

  /** An application's id: a text; a number is taken for one. */
  private static String id(Fields fields, JsonObject data, String name) {
    if (data.get(name) instanceof JsonNumber number
        && number.isIntegral()
        && number.toString().length() <= TopicEvent.MOST_NAME) {
      return number.toString();
    }
    Fields inner = new Fields(data);
    String text = inner.text(TopicEvent.MOST_NAME, name);
    try {
      inner.done();
    } catch (Refused refused) {
      refused.violations().forEach(v -> fields.violate("data." + v.field(), v.message()));
    }
    return text;
  }

  private static String payload(Fields fields, JsonValue value) {
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return "{}";
    }
    if (!(value instanceof JsonObject object)) {
      fields.violate("data.payload", "must be an object");
      return "{}";
    }
    String text = object.toString();
    if (!Text.isStorable(text) || text.length() > TopicEvent.MOST_PAYLOAD) {
      fields.violate("data.payload", "is too long, or has a lone surrogate");
    }
    return text;
  }

  private Instant time(Fields fields, JsonValue value) {
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return now;
    }
    try {
      if (value instanceof JsonString text) {
        Instant time = OffsetDateTime.parse(text.getString()).toInstant();
        if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
          return time.truncatedTo(ChronoUnit.MILLIS);
        }
      }
    } catch (DateTimeException e) {
      // told like any other value that is no time
    }
    fields.violate("data.timestamp", "must be a time like 2026-11-20T10:30:00Z");
    return now;
  }

  /** An event from its parts, as a row of the outbox has them. */
  static TopicEvent of(
      String event, String entityId, String payload, String userId, Instant timestamp) {
    TopicChange change =
        TopicChange.of(event)
            .orElseThrow(() -> Refused.invalid("event", "must be one of " + TopicChange.list()));
    if (entityId == null || entityId.isBlank()) {
      throw Refused.invalid("entity_id", "is required");
    }
    String text = payload == null ? "{}" : Json.readObject(payload).toString();
    if (text.length() > TopicEvent.MOST_PAYLOAD) {
      throw Refused.invalid("payload", "is too long");
    }
    return new TopicEvent(change, entityId, text, userId, timestamp.truncatedTo(ChronoUnit.MILLIS));
  }
}
