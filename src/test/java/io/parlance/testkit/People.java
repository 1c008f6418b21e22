package io.parlance.testkit;

import java.net.URI;
import java.util.List;

/** Mints people: each test takes new ones, so that no test meets another's. */
public final class People {
  private People() {}

  /** Somebody new, already seen by the server: {@code alice} becomes {@code alice3f9a1c7}. */
  public static Person named(String name) {
    return named(Server.base(), name, List.of());
  }

  public static Person withRole(String name, String... roles) {
    return named(Server.base(), name, List.of(roles));
  }

  public static Person named(URI base, String name, List<String> roles) {
    String username = Unique.text(name);
    Json claims = Tokens.claims("sub-" + username, username, name).with("groups", roles);
    String token = Tokens.mint(claims);
    long id = Rest.as(base, token).get("/v1/me").expect(200).data().number("id");
    return new Person(base, claims, token, id, username, name);
  }
}
