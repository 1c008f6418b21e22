package io.parlance.people;

import io.parlance.security.Caller;
import io.parlance.security.Token;
import java.util.Objects;
import java.util.Set;

/** A person as the database last had it: enough to let a token in without asking again. */
record Known(
    long id,
    String username,
    String name,
    String toldName,
    String email,
    Set<String> roles,
    boolean suspended) {

  static Known of(Person person) {
    return new Known(
        person.id(),
        person.username(),
        person.name(),
        person.toldName(),
        person.email(),
        person.roles(),
        person.suspended());
  }

  /** Whether the token tells nothing new. */
  boolean agrees(Told told) {
    return told.name().equals(toldName)
        && Objects.equals(told.email(), email)
        && told.roles().equals(roles);
  }

  Caller caller(Token token) {
    return new Caller(id, username, name, token.getGroups(), token.expiresAt(), token);
  }
}
