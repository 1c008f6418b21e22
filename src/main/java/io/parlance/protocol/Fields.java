package io.parlance.protocol;

import io.parlance.protocol.Refused.Violation;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads a JSON object's fields as what they should be, and collects what is wrong with them.
 *
 * <p>One reader for frames and REST bodies. A field may go by several names (protocol.md, section
 * 1); absent and null are the same; numbers may be strings. Call {@link #done()} before the values
 * are used.
 */
public final class Fields {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final JsonObject object;
  private final List<Violation> violations = new ArrayList<>();

  public Fields(JsonObject object) {
    this.object = object;
  }

  /** Throws what was found wrong so far. */
  public Fields done() {
    if (!violations.isEmpty()) {
      throw Refused.invalid(violations);
    }
    return this;
  }

  /** Adds a finding of the caller's own. */
  public void violate(String field, String message) {
    violations.add(new Violation(field, message));
  }

  public boolean has(String... names) {
    return value(names).isPresent();
  }

  /** An integer, or null where there is none. */
  public Long number(String... names) {
    Optional<JsonValue> value = value(names);
    if (value.isEmpty()) {
      return null;
    }
    String text = scalar(value.get());
    if (text == null || !INTEGER.matcher(text).matches()) {
      violate(sent(names), "must be an integer");
      return null;
    }
    return Long.valueOf(text);
  }

  /** An integer that must be there. */
  public Long needNumber(String... names) {
    Long number = number(names);
    if (number == null && !has(names)) {
      violate(names[0], "is required");
    }
    return number;
  }

  /** A text of at most that many characters (code points), or null where there is none. */
  public String text(int most, String... names) {
    Optional<JsonValue> value = value(names);
    if (value.isEmpty()) {
      return null;
    }
    if (!(value.get() instanceof JsonString string)) {
      violate(sent(names), "must be a string");
      return null;
    }
    String text = string.getString();
    if (!Text.isStorable(text)) {
      violate(sent(names), "has a NUL or a lone surrogate");
      return null;
    }
    if (Text.length(text) > most) {
      violate(sent(names), "must have at most " + most + " characters");
      return null;
    }
    return text;
  }

  /** A text that must be there, and not be blank. */
  public String needText(int most, String... names) {
    String text = text(most, names);
    if (text == null && !has(names)) {
      violate(names[0], "is required");
    } else if (text != null && text.isBlank()) {
      violate(sent(names), "must not be blank");
    }
    return text;
  }

  /** A name to show, without the white space around it, or null where there is none. */
  public String name(int most, String... names) {
    String text = text(most, names);
    if (text == null) {
      return null;
    }
    String name = Text.strip(text);
    if (!Text.isName(name)) {
      violate(sent(names), "must be one line of visible characters");
    }
    return name;
  }

  /** A UUID, or null where there is none. One that is no UUID names nothing, and says so. */
  public UUID uuid(String... names) {
    String text = text(64, names);
    if (text == null) {
      return null;
    }
    try {
      return text.length() == 36 ? UUID.fromString(text) : bad(sent(names));
    } catch (IllegalArgumentException e) {
      return bad(sent(names));
    }
  }

  private UUID bad(String name) {
    violate(name, "is no id of a message");
    return null;
  }

  public UUID needUuid(String... names) {
    UUID id = uuid(names);
    if (id == null && !has(names)) {
      violate(names[0], "is required");
    }
    return id;
  }

  public Boolean flag(String name) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return null;
    }
    return switch (value.get().getValueType()) {
      case TRUE -> Boolean.TRUE;
      case FALSE -> Boolean.FALSE;
      default -> {
        violate(name, "must be true or false");
        yield null;
      }
    };
  }

  /** The integers of an array; empty where there is none. */
  public List<Long> numbers(int most, String name) {
    List<Long> numbers = new ArrayList<>();
    for (JsonValue item : items(most, name)) {
      String text = scalar(item);
      if (text == null || !INTEGER.matcher(text).matches()) {
        violate(name, "must be an array of integers");
        return List.of();
      }
      numbers.add(Long.valueOf(text));
    }
    return numbers;
  }

  /** The objects of an array; empty where there is none. */
  public List<Fields> objects(int most, String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonValue item : items(most, name)) {
      if (!(item instanceof JsonObject child)) {
        violate(name, "must be an array of objects");
        return List.of();
      }
      objects.add(new Fields(child));
    }
    return objects;
  }

  private List<JsonValue> items(int most, String name) {
    Optional<JsonValue> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof JsonArray array)) {
      violate(name, "must be an array");
      return List.of();
    }
    if (array.size() > most) {
      violate(name, "must have at most " + most + " items");
      return List.of();
    }
    return array;
  }

  private Optional<JsonValue> value(String... names) {
    JsonValue value = object.get(sent(names));
    return Optional.ofNullable(value)
        .filter(there -> there.getValueType() != JsonValue.ValueType.NULL);
  }

  /** The first of the names that something goes by here, which is the one to complain of. */
  private String sent(String... names) {
    for (String name : names) {
      JsonValue value = object.get(name);
      if (value != null && value.getValueType() != JsonValue.ValueType.NULL) {
        return name;
      }
    }
    return names[0];
  }

  private static String scalar(JsonValue value) {
    if (value instanceof JsonNumber number) {
      return number.toString();
    }
    return value instanceof JsonString string ? string.getString() : null;
  }
}
