package io.parlance.topics;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a family's topics: {@code list:{id}} is every topic that begins with {@code list:}
 * and goes on with an id, {@code gifts:all} is that one topic.
 *
 * <p>What stands for a placeholder has 1 to 128 characters and no blank, colon or slash.
 */
final class TopicPattern {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z_]{1,32}\\}");
  private static final String ID = "([^\\s:/\\p{Cntrl}]{1,128})";

  private final String text;
  private final Pattern pattern;
  private final boolean hasId;

  TopicPattern(String text) {
    this.text = text;
    StringBuilder regex = new StringBuilder();
    Matcher placeholders = PLACEHOLDER.matcher(text);
    int from = 0;
    while (placeholders.find()) {
      regex.append(Pattern.quote(text.substring(from, placeholders.start()))).append(ID);
      from = placeholders.end();
    }
    String rest = text.substring(from);
    if (text.isBlank() || !PLACEHOLDER.matcher(text).replaceAll("").matches("[^\\s{}/]*")) {
      throw new IllegalArgumentException(
          "a topic's pattern is like list:{id} or gifts:all, and not " + text);
    }
    this.hasId = from > 0;
    this.pattern = Pattern.compile(regex.append(Pattern.quote(rest)).toString());
  }

  /**
   * The id in a topic's name: what stands for the last placeholder, or the name itself where the
   * pattern has none. Empty for a topic of another shape.
   */
  Optional<String> id(String topic) {
    if (topic.length() > TopicEvent.MOST_NAME) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(topic);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(hasId ? matcher.group(matcher.groupCount()) : topic);
  }

  @Override
  public String toString() {
    return text;
  }
}
