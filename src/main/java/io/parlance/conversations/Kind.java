package io.parlance.conversations;

import io.parlance.protocol.Refused;
import java.util.Locale;

/** The four kinds of conversation: protocol.md, section 5. */
public enum Kind {
  DIRECT,
  GROUP,
  PUBLIC,
  PRIVATE;

  /** Channels have a name, an owner and a life of their own; direct and group ones only people. */
  public boolean isChannel() {
    return this == PUBLIC || this == PRIVATE;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the wire name; refuses anything else. */
  public static Kind of(String wireName) {
    for (Kind kind : values()) {
      if (kind.wireName().equals(wireName)) {
        return kind;
      }
    }
    throw Refused.invalid("kind", "must be direct, group, public or private");
  }
}
