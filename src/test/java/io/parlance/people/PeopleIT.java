package io.parlance.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Server;
import io.parlance.testkit.Tokens;
import io.parlance.testkit.Unique;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People come from their tokens. */
class PeopleIT {
  @Test
  void tokenMakesThePerson() {
    Person alice = People.withRole("alice", "moderator");
    Json me = alice.rest().get("/v1/me").data();
    assertThat(me.text("username")).isEqualTo(alice.username());
    assertThat(me.text("name")).isEqualTo("alice");
    assertThat(me.text("email")).isEqualTo(alice.username() + "@example.test");
    assertThat(me.list("roles")).hasToString("[\"moderator\"]");
    assertThat(me.text("status")).isEqualTo("offline");
  }

  @Test
  void subjectIsThePersonWhateverTheName() {
    Person alice = People.named("alice");
    String renamed = alice.token("preferred_username", Unique.text("other"), "name", "Other Name");
    assertThat(Rest.as(renamed).get("/v1/me").data().number("id")).isEqualTo(alice.id());
  }

  @Test
  void sameNameIsNotTheSamePerson() {
    Person alice = People.named("alice");
    String impostor = alice.token("sub", Unique.text("sub-"));
    Answer answer = Rest.as(impostor).get("/v1/me");
    assertThat(answer.data().number("id")).isNotEqualTo(alice.id());
    assertThat(answer.data().text("username")).isNotEqualTo(alice.username());
  }

  @Test
  void firstSightAtOnceFromManySidesIsOnePerson() {
    String username = Unique.text("new");
    String token = Tokens.mint(Tokens.claims("sub-" + username, username, "New"));
    List<Long> ids =
        java.util.stream.IntStream.range(0, 10)
            .mapToObj(i -> Rest.as(token).later("GET", "/v1/me", null))
            .toList()
            .stream()
            .map(answer -> answer.join().data().number("id"))
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
  }

  @Test
  void tokenWithLittleInItIsEnough() {
    String subject = Unique.text("bare-");
    Json claims =
        Tokens.claims(subject, "x", "x")
            .without("upn", "preferred_username", "name", "email", "groups");
    Json me = Rest.as(Tokens.mint(claims)).get("/v1/me").data();
    assertThat(me.text("username")).isNotBlank();
    assertThat(me.list("roles")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>alert(1)</script>", "O'Hara \"Q\" & Co", "\u4f60\u597d"})
  void namesAreKeptAsText(String name) {
    Json claims = Tokens.claims(Unique.text("odd-"), Unique.text("odd"), name);
    assertThat(Rest.as(Tokens.mint(claims)).get("/v1/me").data().text("name")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\u0000y", "\u202eesrever", "two\nlines", "\u0007"})
  void charactersThatNobodySeesBreakNothing(String name) {
    Json claims = Tokens.claims(Unique.text("odd-"), Unique.text("odd"), name);
    Answer answer = Rest.as(Tokens.mint(claims)).get("/v1/me");
    assertThat(answer.status()).isLessThan(500);
    if (answer.status() == 200) {
      assertThat(answer.data().text("name")).isNotBlank().doesNotContain("\u0000");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 10_000})
  void endlessClaimsBreakNothing(int length) {
    String subject = Unique.text("long-") + "x".repeat(length);
    Answer answer =
        Rest.as(Tokens.mint(Tokens.claims(subject, "u" + subject, "n" + subject))).get("/v1/me");
    assertThat(answer.status()).isLessThan(500);
  }

  @Test
  void othersAreToldNoEmailAndNoRoles() {
    Person alice = People.named("alice");
    Person bob = People.withRole("bob", "admin");
    alice.startsGroup(bob);
    Json seen = alice.rest().get("/v1/users/" + bob.id()).data();
    assertThat(seen.text("username")).isEqualTo(bob.username());
    assertThat(seen.text("name")).isEqualTo("bob");
    assertThat(seen.has("email")).isFalse();
    assertThat(seen.has("roles")).isFalse();
    assertThat(bob.rest().get("/v1/users/" + bob.id()).data().text("email")).contains("@");
    assertThat(alice.rest().get("/v1/users/" + bob.id()).body()).doesNotContain("@example");
  }

  @Test
  void unknownPersonIsNotFound() {
    Person alice = People.named("alice");
    assertThat(alice.rest().get("/v1/users/987654321987").problem(404)).isEqualTo("not_found");
    Answer broken = alice.rest().get("/v1/users/abc");
    assertThat(broken.status()).isIn(404, 422);
    broken.problem(broken.status());
  }

  @Test
  void peopleAreFoundByTheBeginningOfAName() {
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    alice.startsGroup(bob);
    List<Json> found = alice.rest().get("/v1/users?q=" + bob.username()).list();
    assertThat(found).extracting(user -> user.number("id")).containsExactly(bob.id());
    assertThat(found.toString()).doesNotContain("@example");
    assertThat(alice.rest().get("/v1/users?q=%25").list()).isEmpty();
    assertThat(alice.rest().get("/v1/users?q=' or 1=1--".replace(" ", "%20")).list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x"})
  void badPageIsAViolation(String query) {
    Person alice = People.named("alice");
    assertThat(alice.rest().get("/v1/users?" + query).problem(422)).isEqualTo("invalid_message");
  }

  @Test
  void oneChangesOnesOwnNameOnly() {
    Person alice = People.named("alice");
    Json changed =
        alice
            .rest()
            .patch(
                "/v1/me",
                "name",
                "Alice Liddell",
                "username",
                "root",
                "id",
                1,
                "roles",
                List.of("admin"),
                "email",
                "root@example.test")
            .expect(200)
            .data();
    assertThat(changed.text("name")).isEqualTo("Alice Liddell");
    assertThat(changed.text("username")).isEqualTo(alice.username());
    assertThat(changed.number("id")).isEqualTo(alice.id());
    assertThat(changed.list("roles")).isEmpty();
    assertThat(changed.text("email")).isEqualTo(alice.username() + "@example.test");
    assertThat(alice.rest().get("/v1/me").data().text("name")).isEqualTo("Alice Liddell");
  }

  @Test
  void badNameIsAViolation() {
    Person alice = People.named("alice");
    for (Object name : new Object[] {"", " ", "\u200b", "a\nb", "x".repeat(5000), 7}) {
      assertThat(alice.rest().patch("/v1/me", "name", name).problem(422))
          .isEqualTo("invalid_message");
    }
  }

  @Test
  void publicSaysHowToSignIn() {
    Json config = Rest.anonymous().get("/v1/auth/config").expect(200).data();
    assertThat(config.text("method")).isEqualTo("oidc");
    assertThat(config.text("issuer")).isEqualTo(Tokens.ISSUER);
    assertThat(config.names("client_id")).isTrue();
    assertThat(config.names("scopes")).isTrue();
    Answer signIn =
        Rest.anonymous(Server.base())
            .post("/v1/auth/sign-in", "username", "alice", "password", "demo");
    assertThat(signIn.problem(404)).isEqualTo("not_found");
  }
}
