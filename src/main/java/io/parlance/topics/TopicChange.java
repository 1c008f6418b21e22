package io.parlance.topics;

import java.util.Optional;

/** What may happen to an object: protocol.md, section 4. */
public enum TopicChange {
  ADDED,
  UPDATED,
  DELETED,
  STATUS_CHANGED,
  ASSIGNED,
  COMMENT_ADDED;

  /** The change of that name, which is the constant itself. */
  public static Optional<TopicChange> of(String name) {
    for (TopicChange change : values()) {
      if (change.name().equals(name)) {
        return Optional.of(change);
      }
    }
    return Optional.empty();
  }

  /** All of them, for somebody who wrote another. */
  static String list() {
    return java.util.Arrays.stream(values())
        .map(Enum::name)
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
