package io.parlance.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a text must be before it is stored or counted. */
public final class Text {
  /** Controls, line ends, and the marks that change the direction of writing. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

  private Text() {}

  /** The number of characters as a person counts them: Unicode code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Nothing to see: white space of any script, the no-break kinds included, characters that only
   * say how others are shown, or nothing at all.
   */
  public static boolean isBlank(String text) {
    return text.codePoints().allMatch(c -> isSpace(c) || Character.getType(c) == Character.FORMAT);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** The text without the white space around it. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** A name to show: one line, not blank, nothing that hides or turns what stands beside it. */
  public static boolean isName(String text) {
    return !isBlank(text) && isStorable(text) && !UNFIT.matcher(text).find();
  }

  /** The text with a blank where a name may not have what is there. */
  public static String onOneLine(String text) {
    return UNFIT.matcher(text).replaceAll(" ");
  }

  public static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** False for a NUL, which PostgreSQL cannot hold, and a lone surrogate, which UTF-8 cannot. */
  public static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
