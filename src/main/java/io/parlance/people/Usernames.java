package io.parlance.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names that can be mentioned: lower case letters, digits, dots, underscores and hyphens. */
final class Usernames {
  static final int LONGEST = 64;

  private static final int COUNTED = 5;
  private static final int SUFFIX = 8;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9._-]+");
  private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");

  /** A mention of these means something else, here or where people come from. */
  private static final Set<String> RESERVED = Set.of("all", "channel", "everyone", "here", "me");

  private Usernames() {}

  /** As near to the wished one as can be: without accents, an address without its domain. */
  static String near(String wished) {
    int at = wished.indexOf('@');
    String name = at > 0 ? wished.substring(0, at) : wished;
    name = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    name = FOREIGN.matcher(MARKS.matcher(name).replaceAll("")).replaceAll("-");
    name = trimmed(name);
    if (name.length() > LONGEST) {
      name = trimmed(name.substring(0, LONGEST));
    }
    return name.isEmpty() ? "user" : name;
  }

  /** What to try at the given attempt, from 1: the name, then with a number, then by chance. */
  static String candidate(String wished, int attempt) {
    String base = near(wished);
    if (attempt == 1 && !RESERVED.contains(base)) {
      return base;
    }
    int number =
        attempt <= COUNTED
            ? Math.max(2, attempt)
            : ThreadLocalRandom.current().nextInt(1_000, 10_000_000);
    String start = base.substring(0, Math.min(base.length(), LONGEST - SUFFIX));
    return start + '-' + number;
  }

  private static String trimmed(String name) {
    return EDGES.matcher(name).replaceAll("");
  }
}
