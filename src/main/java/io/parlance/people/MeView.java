package io.parlance.people;

import io.parlance.security.Caller;
import java.time.Instant;
import java.util.List;

/** A person as that person sees it: with what is told to nobody else. */
public record MeView(
    long id,
    String username,
    String name,
    String email,
    String status,
    Instant lastSeenAt,
    List<String> roles) {

  /** The entity, and the roles that the caller's token gives now. */
  public static MeView of(Person person, String status, Caller caller) {
    return new MeView(
        person.id(),
        person.username(),
        person.name(),
        person.email(),
        status,
        person.lastSeenAt(),
        caller.roles().stream().sorted().toList());
  }
}
