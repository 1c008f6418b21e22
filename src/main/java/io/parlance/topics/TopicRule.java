package io.parlance.topics;

import io.parlance.security.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Who may: some words, of which one must be true. {@code signed-in} is everybody, {@code nobody} is
 * nobody, {@code role:x} who has that role, {@code claim:x} whose token lists the topic's id in
 * that claim, {@code bean} and {@code bean:x} whom a {@link TopicAuthorizer} lets.
 */
final class TopicRule {
  /** What is to be decided. */
  enum Act {
    SUBSCRIBE,
    PUBLISH
  }

  /** A question: may the caller do that with the topic, whose id is this? */
  record Question(Act act, Caller caller, String topic, String id) {}

  private interface Word {
    boolean allows(Question question);
  }

  private final List<Word> words = new ArrayList<>();
  private boolean waits;

  /**
   * Reads a rule.
   *
   * @param beans finds the authorizer of a name; null asks for the only one there is
   */
  TopicRule(String text, Function<String, TopicAuthorizer> beans) {
    for (String word : text.strip().split("[\\s,]+")) {
      words.add(read(word, beans));
    }
  }

  /** Whether the answer may take as long as a database does. */
  boolean waits() {
    return waits;
  }

  boolean allows(Question question) {
    return words.stream().anyMatch(word -> word.allows(question));
  }

  private Word read(String text, Function<String, TopicAuthorizer> beans) {
    String[] parts = text.split(":", 2);
    String name = parts.length == 2 && !parts[1].isBlank() ? parts[1] : null;
    if (name == null && text.equals("signed-in")) {
      return question -> true;
    }
    if (name == null && text.equals("nobody")) {
      return question -> false;
    }
    if (name != null && parts[0].equals("role")) {
      return question -> question.caller().is(name);
    }
    if (name != null && parts[0].equals("claim")) {
      return question -> lists(claim(question.caller(), name), question.id());
    }
    if (parts[0].equals("bean") && (name != null || parts.length == 1)) {
      // found now, so that a missing one is missed at startup
      TopicAuthorizer authorizer = beans.apply(name);
      waits = true;
      return question -> ask(authorizer, question);
    }
    throw new IllegalArgumentException(
        "a rule has words like signed-in, role:x, claim:x, bean or nobody, and not " + text);
  }

  private static boolean ask(TopicAuthorizer authorizer, Question question) {
    return question.act() == Act.PUBLISH
        ? authorizer.mayPublish(question.caller(), question.topic())
        : authorizer.maySubscribe(question.caller(), question.topic());
  }

  private static Object claim(Caller caller, String name) {
    return caller.token() == null ? null : caller.token().getClaim(name);
  }

  /** A list of ids, or one of them; as texts or as numbers. */
  private static boolean lists(Object claim, String id) {
    if (claim instanceof Collection<?> items) {
      return items.stream().anyMatch(item -> id.equals(String.valueOf(item)));
    }
    return claim != null && id.equals(String.valueOf(claim));
  }
}
