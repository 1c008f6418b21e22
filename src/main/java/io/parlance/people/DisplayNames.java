package io.parlance.people;

import io.parlance.protocol.Text;
import java.util.regex.Pattern;

/** Names to show: one line, nothing that hides or turns what stands beside it. */
final class DisplayNames {
  static final int LONGEST = 100;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private DisplayNames() {}

  /** What a token tells, made fit; or the other name, where nothing is left of it. */
  static String fit(String told, String otherwise) {
    if (!Text.isStorable(told)) {
      return otherwise;
    }
    String name = Text.strip(BLANKS.matcher(Text.onOneLine(told)).replaceAll(" "));
    if (Text.length(name) > LONGEST) {
      name = Text.strip(name.substring(0, name.offsetByCodePoints(0, LONGEST)));
    }
    return Text.isBlank(name) ? otherwise : name;
  }
}
