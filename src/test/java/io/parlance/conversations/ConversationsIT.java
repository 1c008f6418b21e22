package io.parlance.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Unique;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of the four kinds: begun, changed, ended. */
class ConversationsIT {
  private static final String ALL = "/v1/messaging/conversations";
  private Person alice;
  private Person bob;

  @BeforeEach
  void two() {
    alice = People.named("alice");
    bob = People.named("bob");
  }

  private Json direct(Person from, Person to) {
    return from.rest().post(ALL, "kind", "direct", "participant_ids", List.of(to.id())).data();
  }

  @Test
  void groupBelongsToWhoBeganIt() {
    String name = Unique.text("group ");
    Answer answer =
        alice
            .rest()
            .post(
                ALL,
                "kind",
                "group",
                "name",
                name,
                "topic",
                "t",
                "participant_ids",
                List.of(bob.id()))
            .expect(201);
    Json made = answer.data();
    assertThat(made.text("kind")).isEqualTo("group");
    assertThat(made.text("name")).isEqualTo(name);
    assertThat(made.text("topic")).isEqualTo("t");
    assertThat(made.number("owner_id")).isEqualTo(alice.id());
    assertThat(made.text("role")).isEqualTo("owner");
    assertThat(made.number("participant_count")).isEqualTo(2);
    assertThat(made.number("last_seq")).isZero();
    assertThat(made.flag("archived")).isFalse();
    assertThat(bob.findsConversation(made.number("id")).text("role")).isEqualTo("member");
  }

  @Test
  void directOneBetweenTheSameTwoIsTheSame() {
    Json first = direct(alice, bob);
    Json again = direct(alice, bob);
    Json back = direct(bob, alice);
    assertThat(first.has("name")).isFalse();
    assertThat(first.text("kind")).isEqualTo("direct");
    assertThat(again.number("id")).isEqualTo(first.number("id"));
    assertThat(back.number("id")).isEqualTo(first.number("id"));
  }

  @Test
  void directOneBegunFromBothSidesAtOnceIsOne() {
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 12)
            .mapToObj(
                i -> {
                  Person from = i % 2 == 0 ? alice : bob;
                  Person to = i % 2 == 0 ? bob : alice;
                  Json body = Json.object("kind", "direct", "participant_ids", List.of(to.id()));
                  return from.rest().later("POST", ALL, body);
                })
            .toList();
    assertThat(answers.stream().map(a -> a.join().data().number("id")).distinct()).hasSize(1);
  }

  @Test
  void directOneNeedsExactlyOneOther() {
    Person carol = People.named("carol");
    for (List<Long> ids : List.of(List.<Long>of(), List.of(bob.id(), carol.id()))) {
      assertThat(alice.rest().post(ALL, "kind", "direct", "participant_ids", ids).problem(422))
          .isEqualTo("invalid_message");
    }
  }

  @Test
  void beginningIsToldToThoseWhoAreIn() {
    Person mallory = People.named("mallory");
    try (ChatClient hers = alice.chat();
        ChatClient his = bob.chat();
        ChatClient stranger = mallory.chat()) {
      long channel = alice.startsGroup(bob);
      for (ChatClient client : List.of(hers, his)) {
        Json told = client.await("channel_created").at("data.channel");
        assertThat(told.number("id")).isEqualTo(channel);
        assertThat(told.text("kind")).isEqualTo("group");
      }
      stranger.settle();
      assertThat(stranger.seen("channel_created")).isEmpty();
    }
  }

  @Test
  void changingIsToldAndStays() {
    long channel = alice.startsGroup(bob);
    try (ChatClient his = bob.chat()) {
      Json changed =
          alice
              .rest()
              .patch(Person.conversation(channel), "name", "renamed", "topic", "new")
              .expect(200)
              .data();
      assertThat(changed.text("name")).isEqualTo("renamed");
      Json told = his.await("channel_updated").at("data.channel");
      assertThat(told.number("id")).isEqualTo(channel);
      assertThat(told.text("name")).isEqualTo("renamed");
      assertThat(told.text("topic")).isEqualTo("new");
    }
    assertThat(bob.findsConversation(channel).text("name")).isEqualTo("renamed");
  }

  @Test
  void memberMayNotChangeOrEnd() {
    long channel = alice.startsGroup(bob);
    assertThat(bob.rest().patch(Person.conversation(channel), "name", "mine").problem(403))
        .isEqualTo("access_denied");
    assertThat(bob.rest().delete(Person.conversation(channel)).problem(403))
        .isEqualTo("access_denied");
    assertThat(alice.findsConversation(channel).text("name")).startsWith("group ");
  }

  @Test
  void whoSeesAPublicOneAndIsNotInItMayNotChangeItEither() {
    long open = alice.startsPublic();
    assertThat(bob.rest().patch(Person.conversation(open), "name", "mine").problem(403))
        .isEqualTo("access_denied");
    assertThat(bob.rest().delete(Person.conversation(open)).problem(403))
        .isEqualTo("access_denied");
  }

  @Test
  void endedOneIsGoneForEverybody() {
    long channel = alice.startsGroup(bob);
    String message = alice.posts(channel, "last words").text("id");
    try (ChatClient his = bob.chatIn(channel);
        ChatClient door = ChatClient.at("/v1/ws/" + channel).bearer(bob.token()).connect()) {
      assertThat(alice.rest().delete(Person.conversation(channel)).status()).isIn(200, 204);
      assertThat(door.await("channel_deleted").number("data.channel.id")).isEqualTo(channel);
      assertThat(door.awaitClose()).isEqualTo(4001);
      assertThat(his.await("channel_deleted").number("data.channel.id")).isEqualTo(channel);
      assertThat(his.ask("join_channel", "channel_id", channel).text("type"))
          .isEqualTo("channel_access_denied");
      assertThat(his.ask("message", "channel_id", channel, "content", "x").text("type"))
          .isEqualTo("error");
    }
    for (String path :
        List.of(Person.conversation(channel), Person.messages(channel), Person.message(message))) {
      assertThat(alice.rest().get(path).problem(404)).isEqualTo("not_found");
      assertThat(bob.rest().get(path).problem(404)).isEqualTo("not_found");
    }
    assertThat(bob.rest().get(ALL).list()).isEmpty();
  }

  @Test
  void publicOnesAreFoundAndPrivateOnesAreNot() {
    String name = Unique.text("Finding");
    long open = alice.starts("public", name + " open");
    alice.starts("private", name + " shut", bob);
    alice.starts("group", name + " group", bob);
    Person carol = People.named("carol");
    List<Json> found = carol.rest().get("/v1/messaging/channels?q=" + Rest.encode(name)).list();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).number("id")).isEqualTo(open);
    assertThat(found.get(0).has("role")).isFalse();
    assertThat(found.get(0).has("last_message")).isFalse();
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    assertThat(carol.rest().get("/v1/messaging/channels?q=" + lower).list()).hasSize(1);
  }

  @Test
  void searchForChannelsTakesEveryCharacterAsItIs() {
    String name = Unique.text("100%_sure'");
    long open = alice.starts("public", name);
    alice.starts("public", name.replace("%", "x").replace('_', 'y'));
    List<Json> found = bob.rest().get("/v1/messaging/channels?q=" + Rest.encode(name)).list();
    assertThat(found).extracting(one -> one.number("id")).containsExactly(open);
    assertThat(bob.rest().get("/v1/messaging/channels?q=%25%25").list()).isEmpty();
  }

  @Test
  void nameIsKeptWithoutTheWhiteSpaceAroundIt() {
    Json made = alice.rest().post(ALL, "kind", "group", "name", " \u00a0out \n").expect(201).data();
    assertThat(made.text("name")).isEqualTo("out");
    String path = Person.conversation(made.number("id"));
    assertThat(alice.rest().patch(path, "name", "in ").data().text("name")).isEqualTo("in");
    assertThat(alice.rest().patch(path, "name", "\u200b").problem(422))
        .isEqualTo("invalid_message");
  }

  static Stream<String> badOnes() {
    return Stream.of(
        "{}",
        "{\"kind\":\"club\"}",
        "{\"kind\":7}",
        "{\"kind\":null}",
        "{\"kind\":\"public\"}",
        "{\"kind\":\"public\",\"name\":\" \"}",
        "{\"kind\":\"public\",\"name\":7}",
        "{\"kind\":\"public\",\"name\":\"\u200b\u00a0\"}",
        "{\"kind\":\"public\",\"name\":\"two\\nlines\"}",
        "{\"kind\":\"group\",\"name\":\"\"}",
        "{\"kind\":\"group\",\"name\":\" \"}",
        "{\"kind\":\"group\",\"name\":\"" + "x".repeat(5000) + "\"}",
        "{\"kind\":\"group\",\"name\":\"n\",\"participant_ids\":\"all\"}",
        "{\"kind\":\"group\",\"name\":\"n\",\"participant_ids\":[\"x\"]}",
        "{\"kind\":\"group\",\"name\":\"n\",\"participant_ids\":[null]}",
        "[]",
        "7");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("badOnes")
  void badOneIsAViolation(String body) {
    assertThat(alice.rest().send("POST", ALL, "application/json", body).problem(422))
        .isEqualTo("invalid_message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"group", "private", "public", "direct"})
  void unknownParticipantIsNotFound(String kind) {
    Answer answer =
        alice
            .rest()
            .post(ALL, "kind", kind, "name", "n", "participant_ids", List.of(987_654_321_987L));
    assertThat(answer.status()).isIn(404, 422);
    answer.problem(answer.status());
  }

  @Test
  void whatTheServerDecidesCannotBeGiven() {
    Json made =
        alice
            .rest()
            .post(
                ALL,
                "kind",
                "group",
                "name",
                "mass",
                "participant_ids",
                List.of(bob.id()),
                "id",
                1,
                "owner_id",
                bob.id(),
                "last_seq",
                99,
                "role",
                "member",
                "created_at",
                "1999-01-01T00:00:00Z",
                "archived",
                true)
            .expect(201)
            .data();
    assertThat(made.number("owner_id")).isEqualTo(alice.id());
    assertThat(made.number("last_seq")).isZero();
    assertThat(made.text("created_at")).doesNotStartWith("1999");
    assertThat(made.flag("archived")).isFalse();
    Json changed =
        alice
            .rest()
            .patch(Person.conversation(made.number("id")), "name", "m", "owner_id", bob.id())
            .data();
    assertThat(changed.number("owner_id")).isEqualTo(alice.id());
  }
}
