package io.parlance.messages;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Text;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a message may say, and whom it names. Stored as written, never changed. */
final class Content {
  /** A name after an at sign that does not belong to a word (so not an e-mail address). */
  private static final Pattern MENTION =
      Pattern.compile("@(?<![\\p{L}\\p{N}_.@/]@)([\\p{L}\\p{N}_][\\p{L}\\p{N}._-]{0,63})");

  private static final int MOST_MENTIONS = 50;

  private Content() {}

  /** Refuses what is missing, blank, or longer than that many characters (code points). */
  static String check(String content, int most) {
    if (content == null || Text.isBlank(content)) {
      throw Refused.invalid(ErrorCode.CONTENT_EMPTY, "content", "must not be blank");
    }
    if (Text.length(content) > most) {
      throw Refused.invalid(
          ErrorCode.CONTENT_TOO_LONG, "content", "must have at most " + most + " characters");
    }
    return content;
  }

  /** The names that follow an at sign, in lower case: candidates, not yet people. */
  static Set<String> names(String content) {
    Set<String> names = new LinkedHashSet<>();
    if (content.indexOf('@') < 0) {
      return names;
    }
    Matcher matcher = MENTION.matcher(content);
    while (matcher.find() && names.size() < MOST_MENTIONS) {
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      names.add(name);
      // "@bob." ends a sentence, unless somebody is called that
      String bare = name.replaceAll("[._-]+$", "");
      names.add(bare.isEmpty() ? name : bare);
    }
    return names;
  }
}
