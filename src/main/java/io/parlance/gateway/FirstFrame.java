package io.parlance.gateway;

import io.parlance.protocol.Json;
import io.parlance.protocol.Refused;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** What a socket says first that came without a token: protocol.md, section 2. */
final class FirstFrame {
  private FirstFrame() {}

  /**
   * The token with which it authenticates itself; null where it does not.
   *
   * @param inArray whether it may be the first of several, in an array
   */
  static String token(String text, boolean inArray) {
    try {
      JsonValue value = Json.read(text);
      if (inArray && value instanceof JsonArray array && !array.isEmpty()) {
        value = array.get(0);
      }
      return value instanceof JsonObject frame && "authenticate".equals(text(frame, "type"))
          ? text(frame, "token")
          : null;
    } catch (Refused broken) {
      return null;
    }
  }

  private static String text(JsonObject frame, String name) {
    return frame.get(name) instanceof JsonString string ? string.getString() : null;
  }
}
