package io.parlance.gateway;

import io.parlance.protocol.Json;
import io.parlance.protocol.Refused;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** What a socket says first that came without a token: protocol.md, section 2. */
final class FirstFrame {
  private FirstFrame() {}

  /** The token with which it authenticates itself; null where it does not. */
  static String token(String text) {
    try {
      JsonObject frame = Json.readObject(text);
      boolean asks =
          frame.get("type") instanceof JsonString type && "authenticate".equals(type.getString());
      return asks && frame.get("token") instanceof JsonString token ? token.getString() : null;
    } catch (Refused broken) {
      return null;
    }
  }
}
