package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of openapi.yaml x {nobody, stranger, ex-member, member, owner}.
 *
 * <p>It is made from the contract: an endpoint that is in it is in here, and one that is not in it
 * does not pass the contract's own tests.
 */
class AuthorizationIT {

  static Stream<Operation> served() {
    return Operation.all().stream().filter(operation -> !operation.planned());
  }

  private static Stream<Operation> served(String... access) {
    return served().filter(operation -> List.of(access).contains(operation.access()));
  }

  static Stream<Operation> closed() {
    return served().filter(operation -> !operation.access().equals("public"));
  }

  static Stream<Operation> open() {
    return served("public");
  }

  static Stream<Operation> forEverybody() {
    return served("signed-in");
  }

  static Stream<Operation> ofAConversation() {
    return served("member", "manager", "author");
  }

  static Stream<Operation> forMembers() {
    return served("member");
  }

  static Stream<Operation> forManagersAndAuthors() {
    return served("manager", "author");
  }

  @ParameterizedTest
  @MethodSource("closed")
  void nobodyIsAskedToSignIn(Operation operation) {
    Scene scene = new Scene();
    for (Rest nobody :
        List.of(
            Rest.anonymous(),
            Rest.as("x"),
            Rest.as(Tokens.mint(Tokens.ending(scene.alice.claims(), Duration.ofHours(-1)))),
            Rest.authorized("Basic YWxpY2U6ZGVtbw=="))) {
      Answer answer = scene.call(operation, nobody);
      assertThat(answer.problem(401)).isEqualTo("unauthorized");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @MethodSource("open")
  void publicNeedsNoToken(Operation operation) {
    assertThat(new Scene().call(operation, Rest.anonymous()).status()).isNotEqualTo(403);
  }

  /** A stranger learns nothing: not even that the conversation exists. */
  @ParameterizedTest
  @MethodSource("ofAConversation")
  void strangerFindsNothing(Operation operation) {
    Scene scene = new Scene();
    Answer foreign = scene.call(operation, People.named("mallory").rest());
    assertThat(foreign.problem(404)).isEqualTo("not_found");
    scene.assertUntouched();
    Answer missing = new Nowhere().call(operation, scene.alice.rest());
    assertThat(foreign.json().text("detail")).isEqualTo(missing.json().text("detail"));
    assertThat(missing.problem(404)).isEqualTo("not_found");
  }

  @ParameterizedTest
  @MethodSource("ofAConversation")
  void whoLeftFindsNothing(Operation operation) {
    Scene scene = new Scene();
    scene.bob.rest().delete(Person.participants(scene.channel) + "/me");
    assertThat(scene.call(operation, scene.bob.rest()).problem(404)).isEqualTo("not_found");
    scene.assertUntouched();
  }

  /** What an owner or an author may, a member sees and may not. */
  @ParameterizedTest
  @MethodSource("forManagersAndAuthors")
  void memberMayNot(Operation operation) {
    Scene scene = new Scene();
    assertThat(scene.call(operation, scene.bob.rest()).problem(403)).isEqualTo("access_denied");
    scene.assertUntouched();
  }

  @ParameterizedTest
  @MethodSource("forMembers")
  void memberMay(Operation operation) {
    Scene scene = new Scene();
    assertGood(scene.call(operation, scene.bob.rest()));
  }

  /** Alice owns the conversation and wrote the message. */
  @ParameterizedTest
  @MethodSource("ofAConversation")
  void ownerMay(Operation operation) {
    Scene scene = new Scene();
    assertGood(scene.call(operation, scene.alice.rest()));
  }

  @ParameterizedTest
  @MethodSource("forEverybody")
  void everybodyMay(Operation operation) {
    Answer answer = new Scene().call(operation, People.named("mallory").rest());
    // 404: local accounts, where an outside issuer keeps them
    assertThat(answer.status()).isIn(200, 201, 404);
  }

  private static void assertGood(Answer answer) {
    assertThat(answer.status()).as(answer.request() + ": " + answer.body()).isLessThan(300);
  }

  /** Which ids an operation's path is filled with. */
  private interface Place {
    long channel();

    String message();

    long user();

    /** Calls the operation with the first example of its request body. */
    default Answer call(Operation operation, Rest who) {
      String id = operation.path().contains("/messages/{id}") ? message() : "" + channel();
      String path =
          operation
              .path()
              .replace("/users/{id}", "/users/" + user())
              .replace("{id}", id)
              .replace("{user_id}", "" + user())
              .replace("{topic}", "list:1")
              .replace("{emoji}", Rest.encode("\uD83D\uDC4D"));
      String body = operation.body();
      if (body == null) {
        return who.send(operation.method(), path, null);
      }
      Json json = Json.parse(body);
      if (json.names("user_id")) {
        json = json.with("user_id", user());
      }
      if (json.names("participant_ids")) {
        json = json.with("participant_ids", List.of(user()));
      }
      return who.send(operation.method(), path, json.names("channels") ? channels(json) : json);
    }

    private Json channels(Json json) {
      Json position = Json.object("channel_id", channel(), "after_seq", 0);
      return json.with("channels", Json.array(position), "wait", 0);
    }
  }

  /** Alice's private conversation with bob and carol, and a message of hers in it. */
  private static final class Scene implements Place {
    final Person alice = People.named("alice");
    final Person bob = People.named("bob");
    final Person carol = People.named("carol");
    final long channel = alice.startsPrivate(bob, carol);
    final String message = alice.posts(channel, "from alice").text("id");
    private final Json before = alice.finds(message);

    @Override
    public long channel() {
      return channel;
    }

    @Override
    public String message() {
      return message;
    }

    @Override
    public long user() {
      return carol.id();
    }

    void assertUntouched() {
      assertThat(alice.finds(message)).isEqualTo(before);
      assertThat(alice.findsConversation(channel).number("last_seq")).isEqualTo(1);
      assertThat(alice.rest().get(Person.participants(channel)).list())
          .extracting(member -> member.number("user_id"))
          .contains(alice.id(), carol.id());
    }
  }

  /** Nothing of what is named exists. */
  private static final class Nowhere implements Place {
    @Override
    public long channel() {
      return 987_654_321_987L;
    }

    @Override
    public String message() {
      return "0190a5b0-0000-7000-8000-000000000000";
    }

    @Override
    public long user() {
      return 987_654_321_988L;
    }
  }
}
