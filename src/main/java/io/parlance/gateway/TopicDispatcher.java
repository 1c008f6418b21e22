package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.limits.RateLimiter;
import io.parlance.people.People;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Fields;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Json;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.security.Caller;
import io.parlance.storage.Faults;
import io.parlance.storage.Workers;
import io.parlance.topics.TopicPosition;
import io.parlance.topics.TopicSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** From a frame at the topics door to what it asks for. Its errors are protocol.md's, section 4. */
@ApplicationScoped
public class TopicDispatcher {
  private static final int LONGEST_TOPIC = 65_536;

  @Inject private RateLimiter rates;
  @Inject private Limits limits;
  @Inject private People people;
  @Inject private Workers workers;
  @Inject private Faults faults;
  @Inject private Clock clock;

  /** One text frame. Whatever it is, nothing is thrown. */
  public void frame(Connection connection, TopicSession session, String text) {
    if (tooLarge(text)) {
      connection.close(CloseReason.TOO_LARGE);
      return;
    }
    try {
      JsonValue value = Json.read(text);
      if (value instanceof JsonArray array && connection.form().takesArrays()) {
        if (array.isEmpty()) {
          take(connection, RateLimiter.Kind.FRAMES);
        }
        array.forEach(each -> action(connection, session, each));
      } else {
        action(connection, session, value);
      }
    } catch (Refused broken) {
      refuse(connection, counted(connection, broken));
    }
  }

  /** What is broken counts like any other frame. */
  private Refused counted(Connection connection, Refused broken) {
    try {
      take(connection, RateLimiter.Kind.FRAMES);
      return broken;
    } catch (Refused tooMany) {
      return tooMany;
    }
  }

  private boolean tooLarge(String text) {
    int most = limits.value(Limit.FRAME_BYTES);
    return text.length() > most
        || (text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most);
  }

  private void action(Connection connection, TopicSession session, JsonValue value) {
    try {
      if (!(value instanceof JsonObject object)) {
        take(connection, RateLimiter.Kind.FRAMES);
        throw new Refused(ErrorCode.INVALID_MESSAGE, "a frame is a JSON object");
      }
      String action = text(object, "action");
      boolean moves = "subscribe".equals(action) || "unsubscribe".equals(action);
      take(connection, moves ? RateLimiter.Kind.SUBSCRIPTIONS : RateLimiter.Kind.FRAMES);
      if (action != null) {
        carryOut(connection, session, action, object);
      } else if ("authenticate".equals(text(object, "type"))) {
        authenticate(connection, session, object);
      } else {
        throw new Refused(ErrorCode.INVALID_MESSAGE, "action is required, and is a string");
      }
    } catch (Refused refused) {
      refuse(connection, refused);
    } catch (RuntimeException e) {
      // logged there, under a reference
      faults.refusal(e);
      connection.send("{\"error\":\"Internal server error\"}");
      connection.close(CloseReason.INTERNAL);
    }
  }

  private void take(Connection connection, RateLimiter.Kind kind) {
    rates.take(connection.userId(), kind);
    connection.calm();
  }

  private static void carryOut(
      Connection connection, TopicSession session, String action, JsonObject frame) {
    switch (action) {
      case "ping" -> connection.send("{\"action\":\"pong\"}");
      case "subscribe" -> {
        String topic = topic(connection, frame, action);
        TopicPosition since = since(frame);
        if (topic != null) {
          session.subscribe(topic, since);
        }
      }
      case "unsubscribe" -> {
        String topic = topic(connection, frame, action);
        if (topic != null) {
          session.unsubscribe(topic);
        }
      }
      case "presence" -> {
        String topic = topic(connection, frame, action);
        if (topic != null) {
          session.presence(topic);
        }
      }
      default -> {
        // protocol.md: an unknown action is ignored
      }
    }
  }

  /** The topic; null where there is none, which the client has been told then. */
  private static String topic(Connection connection, JsonObject frame, String action) {
    Fields fields = new Fields(frame);
    String topic = fields.text(LONGEST_TOPIC, "topic");
    fields.done();
    if (topic == null || topic.isBlank()) {
      connection.send("{\"error\":\"Topic is required for " + action + " action\"}");
      return null;
    }
    return topic;
  }

  private static TopicPosition since(JsonObject frame) {
    JsonValue value = frame.get("since");
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      return null;
    }
    if (!(value instanceof JsonObject since)) {
      throw new Refused(ErrorCode.INVALID_MESSAGE, "since is {epoch, offset}");
    }
    Fields fields = new Fields(since);
    String epoch = fields.text(64, "epoch");
    Long offset = fields.needNumber("offset");
    if (epoch == null) {
      fields.violate("epoch", "is required");
    }
    if (offset != null && offset < 0) {
      fields.violate("offset", "must not be negative");
    }
    fields.done();
    return new TopicPosition(epoch, offset);
  }

  /** A fresh token must be of the same person; it answers as at the chat door. */
  private void authenticate(Connection connection, TopicSession session, JsonObject frame) {
    String id = text(frame, "id");
    String token = text(frame, "token");
    workers
        .call(() -> people.signIn(token))
        .thenAccept(fresh -> renew(connection, session, fresh, id))
        .exceptionally(
            failure -> {
              Refused refused = faults.refusal(failure);
              connection.send(Frame.of(refused, id, null, clock.instant()));
              return null;
            });
  }

  private void renew(Connection connection, TopicSession session, Caller fresh, String id) {
    if (fresh.userId() != connection.userId()) {
      throw new Refused(ErrorCode.ACCESS_DENIED, "the token is somebody else's");
    }
    connection.renew(fresh);
    Reply.Person person =
        new Reply.Person(
            fresh.userId(), fresh.username(), fresh.name(), List.copyOf(fresh.roles()));
    Reply reply = new Reply.Authenticated(person, fresh.expiresAt());
    connection.send(Frame.of(reply, id, clock.instant()));
    session.renewed();
  }

  private void refuse(Connection connection, Refused refused) {
    if (refused.code() != ErrorCode.RATE_LIMITED) {
      connection.send(
          "{\"error\":\"Invalid message format\",\"details\":"
              + Json.write(refused.getMessage())
              + "}");
      return;
    }
    connection.send(
        "{\"error\":\"Rate limited\",\"retry_after_ms\":" + refused.retryAfterMillis() + "}");
    if (connection.flood() > limits.value(Limit.FLOOD_FRAMES)) {
      connection.close(CloseReason.POLICY);
    }
  }

  private static String text(JsonObject frame, String name) {
    return frame.get(name) instanceof JsonString string ? string.getString() : null;
  }
}
