package io.parlance.people;

import io.parlance.protocol.Text;
import java.util.regex.Pattern;

/** Names to show: one line, nothing that hides or turns what stands beside it. */
final class DisplayNames {
  static final int LONGEST = 100;

  /** Controls, line ends, and the marks that change the direction of writing. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private DisplayNames() {}

  static boolean isFit(String name) {
    return !name.isBlank() && Text.isStorable(name) && !UNFIT.matcher(name).find();
  }

  /** What a token tells, made fit; or the other name, where nothing is left of it. */
  static String fit(String told, String otherwise) {
    if (!Text.isStorable(told)) {
      return otherwise;
    }
    String name = UNFIT.matcher(told).replaceAll(" ");
    name = BLANKS.matcher(name).replaceAll(" ").strip();
    if (Text.length(name) > LONGEST) {
      name = name.substring(0, name.offsetByCodePoints(0, LONGEST)).strip();
    }
    return name.isEmpty() ? otherwise : name;
  }
}
