package io.parlance.people;

import java.time.Instant;

/** A person as everybody signed in sees one. */
public record UserView(long id, String username, String name, String status, Instant lastSeenAt) {

  /**
   * The only bridge from the entity.
   *
   * @param status as presence has it: the person's choice counts while there is a connection
   */
  public static UserView of(Person person, String status) {
    return new UserView(person.id(), person.username(), person.name(), status, person.lastSeenAt());
  }
}
