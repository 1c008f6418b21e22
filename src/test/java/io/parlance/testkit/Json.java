package io.parlance.testkit;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** A JSON value, read by dotted paths so that a test says what it looks at. */
public final class Json {
  private static final JsonProvider PROVIDER = JsonProvider.provider();

  private final JsonValue value;

  private Json(JsonValue value) {
    this.value = value;
  }

  public static Json of(JsonValue value) {
    return new Json(value);
  }

  public static Json parse(String text) {
    try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
      return new Json(reader.readValue());
    }
  }

  /** An object of names and values in turn: {@code object("type", "ping", "id", "7")}. */
  public static Json object(Object... namesAndValues) {
    JsonObjectBuilder builder = PROVIDER.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add((String) namesAndValues[i], valueOf(namesAndValues[i + 1]));
    }
    return new Json(builder.build());
  }

  public static Json array(Object... elements) {
    return new Json(valueOf(List.of(elements)));
  }

  private static JsonValue valueOf(Object value) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (value instanceof Json json) {
      return json.value;
    }
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof Integer || value instanceof Long) {
      return PROVIDER.createValue(((Number) value).longValue());
    }
    if (value instanceof Number number) {
      return PROVIDER.createValue(number.doubleValue());
    }
    if (value instanceof Collection<?> elements) {
      JsonArrayBuilder builder = PROVIDER.createArrayBuilder();
      elements.forEach(element -> builder.add(valueOf(element)));
      return builder.build();
    }
    return PROVIDER.createValue(value.toString());
  }

  /** This object with some fields more, or with others in their place. */
  public Json with(Object... namesAndValues) {
    JsonObjectBuilder builder = PROVIDER.createObjectBuilder(value.asJsonObject());
    object(namesAndValues).value.asJsonObject().forEach(builder::add);
    return new Json(builder.build());
  }

  /** This object without some fields: what two answers have in common when their ids differ. */
  public Json without(String... names) {
    JsonObjectBuilder builder = PROVIDER.createObjectBuilder(value.asJsonObject());
    for (String name : names) {
      builder.remove(name);
    }
    return new Json(builder.build());
  }

  public boolean isArray() {
    return value instanceof JsonArray;
  }

  public List<Json> elements() {
    List<Json> elements = new ArrayList<>();
    value.asJsonArray().forEach(element -> elements.add(new Json(element)));
    return elements;
  }

  /** What stands at the path, or null where nothing does; a JSON null is a value. */
  private JsonValue find(String path) {
    JsonValue here = value;
    for (String name : path.split("\\.", -1)) {
      if (here instanceof JsonObject object) {
        here = object.get(name);
      } else if (here instanceof JsonArray array && name.matches("\\d+")) {
        int index = Integer.parseInt(name);
        here = index < array.size() ? array.get(index) : null;
      } else {
        return null;
      }
    }
    return here;
  }

  private JsonValue get(String path) {
    JsonValue found = find(path);
    if (found == null) {
      throw new AssertionError("no " + path + " in " + this);
    }
    return found;
  }

  private <T extends JsonValue> T get(String path, Class<T> kind) {
    JsonValue found = get(path);
    if (!kind.isInstance(found)) {
      throw new AssertionError(path + " is no " + kind.getSimpleName() + " in " + this);
    }
    return kind.cast(found);
  }

  /** Whether a value other than null stands at the path. */
  public boolean has(String path) {
    JsonValue found = find(path);
    return found != null && found != JsonValue.NULL;
  }

  /** Whether the path is there, with null or another value. */
  public boolean names(String path) {
    return find(path) != null;
  }

  public Json at(String path) {
    return new Json(get(path));
  }

  public String text(String path) {
    return get(path, JsonString.class).getString();
  }

  /** The text at the path, or null. */
  public String textOrNull(String path) {
    return has(path) ? text(path) : null;
  }

  /** An integer: a number given as text, or with a fraction, fails. */
  public long number(String path) {
    return get(path, JsonNumber.class).longValueExact();
  }

  public boolean flag(String path) {
    JsonValue found = get(path);
    if (found != JsonValue.TRUE && found != JsonValue.FALSE) {
      throw new AssertionError(path + " is neither true nor false in " + this);
    }
    return found == JsonValue.TRUE;
  }

  public List<Json> list(String path) {
    return new Json(get(path, JsonArray.class)).elements();
  }

  public List<Long> numbers(String path) {
    return list(path).stream().map(element -> element.asNumber()).toList();
  }

  private long asNumber() {
    return ((JsonNumber) value).longValueExact();
  }

  /** The numbers that the elements of a list have at a path of their own. */
  public List<Long> numbers(String path, String inner) {
    return list(path).stream().map(element -> element.number(inner)).toList();
  }

  public List<String> texts(String path, String inner) {
    return list(path).stream().map(element -> element.text(inner)).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && json.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
