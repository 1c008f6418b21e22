package io.parlance.security;

import java.time.Instant;
import java.util.Set;

/**
 * Who asks: a person known to the database, with what the token says of that person now.
 *
 * @param userId the person's id
 * @param expiresAt when the token ends; a socket does not outlive it
 * @param token what else it says, for rules that look at a claim of their own
 */
public record Caller(
    long userId, String username, String name, Set<String> roles, Instant expiresAt, Token token) {

  public boolean is(String role) {
    return roles.contains(role);
  }
}
