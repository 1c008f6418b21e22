package io.parlance.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyNamingStrategy;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/** Text to JSON and records to text: snake_case, nulls told, by the server's JSON-P and JSON-B. */
public final class Json {
  private static final JsonParserFactory PARSERS = jakarta.json.Json.createParserFactory(Map.of());
  private static final Jsonb WRITER =
      JsonbBuilder.create(
          new JsonbConfig()
              .withNullValues(true)
              .withPropertyNamingStrategy(PropertyNamingStrategy.LOWER_CASE_WITH_UNDERSCORES));

  private Json() {}

  /**
   * Parses one JSON text (RFC 8259), and nothing after it; refuses with {@code invalid_json}.
   *
   * <p>Through the parser, because a reader would not look at what follows the text. Parsson tells
   * too deep a nesting by a plain RuntimeException.
   */
  public static JsonValue read(String text) {
    try (var parser = PARSERS.createParser(new StringReader(text))) {
      parser.next();
      JsonValue value = parser.getValue();
      if (!parser.hasNext()) {
        return value;
      }
    } catch (RuntimeException e) {
      throw new Refused(ErrorCode.INVALID_JSON, "the text is not valid JSON");
    }
    throw new Refused(ErrorCode.INVALID_JSON, "something follows the JSON text");
  }

  /** Parses one JSON object; anything else is refused with {@code invalid_message}. */
  public static JsonObject readObject(String text) {
    if (read(text) instanceof JsonObject object) {
      return object;
    }
    throw new Refused(ErrorCode.INVALID_MESSAGE, "a JSON object is expected");
  }

  /** The JSON text of a record, map, list or scalar. */
  public static String write(Object value) {
    return WRITER.toJson(value);
  }
}
