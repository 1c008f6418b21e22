package io.parlance.protocol;

import java.util.regex.Pattern;

/** Reads what comes in a path or behind a question mark. */
public final class Query {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  /** How many a page has where nobody says. */
  public static final int USUAL = 50;

  /** How many a page may have. */
  public static final int MOST = 100;

  private Query() {}

  /** An id in a path. One that is no number names nothing. */
  public static long id(String text) {
    if (text == null || !NUMBER.matcher(text).matches()) {
      throw Refused.notFound();
    }
    return Long.parseLong(text);
  }

  /** A message's id in a path. */
  public static java.util.UUID messageId(String text) {
    try {
      if (text.length() == 36) {
        return java.util.UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      throw Refused.notFound();
    }
    throw Refused.notFound();
  }

  /** A whole number, or null where there is none. */
  public static Long number(String name, String text) {
    if (text == null) {
      return null;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw Refused.invalid(name, "must be an integer");
    }
    return Long.valueOf(text);
  }

  /** A place in a conversation, from 0, or null where there is none. */
  public static Long position(String name, String text) {
    Long number = number(name, text);
    if (number != null && number < 0) {
      throw Refused.invalid(name, "must not be negative");
    }
    return number;
  }

  /** After which position to read on: the cursor of the page before, else what is asked, else 0. */
  public static long after(String name, String asked, String cursor) {
    Long after = position(name, asked);
    Long on = position("cursor", cursor);
    return on != null ? on : after == null ? 0 : after;
  }

  /** A number within bounds, or what it is where there is none. */
  public static int within(String name, String text, int least, int most, int otherwise) {
    Long number = number(name, text);
    if (number == null) {
      return otherwise;
    }
    if (number < least || number > most) {
      throw Refused.invalid(name, "must be " + least + " to " + most);
    }
    return number.intValue();
  }

  /** How many are wanted: 1 to 100, 50 where nobody says. */
  public static int limit(String text) {
    return within("limit", text, 1, MOST, USUAL);
  }
}
