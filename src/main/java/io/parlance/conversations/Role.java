package io.parlance.conversations;

import io.parlance.protocol.Refused;
import java.util.Locale;

/** What a participant may do, from most to least. */
public enum Role {
  OWNER,
  MODERATOR,
  MEMBER;

  /** Whether this role may change the conversation and what others wrote in it. */
  public boolean moderates() {
    return this != MEMBER;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the wire name; refuses anything else. */
  public static Role of(String wireName) {
    for (Role role : values()) {
      if (role.wireName().equals(wireName)) {
        return role;
      }
    }
    throw Refused.invalid("role", "must be owner, moderator or member");
  }
}
