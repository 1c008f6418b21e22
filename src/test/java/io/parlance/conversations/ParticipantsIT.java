package io.parlance.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members and their roles. */
class ParticipantsIT {
  private Person alice;
  private Person bob;
  private Person carol;
  private long channel;

  @BeforeEach
  void aPrivateOneOfTwoAndCarolOutside() {
    alice = People.named("alice");
    bob = People.named("bob");
    carol = People.named("carol");
    channel = alice.startsPrivate(bob);
  }

  private Answer add(Person who, Person whom) {
    return who.rest().post(Person.participants(channel), "user_id", whom.id());
  }

  private Answer role(Person who, Person whom, String role) {
    return who.rest().patch(Person.participants(channel) + "/" + whom.id(), "role", role);
  }

  private Answer remove(Person who, Person whom) {
    return who.rest().delete(Person.participants(channel) + "/" + whom.id());
  }

  @Test
  void membersAreListedWithTheirRoles() {
    List<Json> members = bob.rest().get(Person.participants(channel)).list();
    assertThat(members)
        .extracting(member -> member.text("username") + " " + member.text("role"))
        .containsExactlyInAnyOrder(alice.username() + " owner", bob.username() + " member");
    assertThat(members.get(0).names("email")).isFalse();
    assertThat(members.get(0).has("joined_at")).isTrue();
    assertThat(members.get(0).text("status")).isEqualTo("offline");
  }

  @Test
  void ownerAddsAndEverybodyIsTold() {
    try (ChatClient his = bob.chatIn(channel);
        ChatClient hers = carol.chat()) {
      assertThat(add(alice, carol).expect(201).data().text("role")).isEqualTo("member");
      Json told = his.await("member_joined").at("data");
      assertThat(told.number("channel_id")).isEqualTo(channel);
      assertThat(told.number("user_id")).isEqualTo(carol.id());
      hers.await(
          "word of the new conversation",
          frame -> frame.has("data.channel.id") && frame.number("data.channel.id") == channel,
          ChatClient.PATIENCE);
      hers.join(channel);
    }
    add(alice, carol).expect(200);
  }

  @Test
  void memberAddsNobodyToAPrivateOne() {
    assertThat(add(bob, carol).problem(403)).isEqualTo("access_denied");
    assertThat(role(alice, bob, "moderator").expect(200).data().text("role"))
        .isEqualTo("moderator");
    add(bob, carol).expect(201);
  }

  @Test
  void strangerNeitherSeesNorAddsNorJoins() {
    assertThat(carol.rest().get(Person.participants(channel)).problem(404)).isEqualTo("not_found");
    assertThat(add(carol, carol).problem(404)).isEqualTo("not_found");
    assertThat(carol.rest().post(Person.participants(channel), "user_id", "me").problem(404))
        .isEqualTo("not_found");
    assertThat(role(carol, carol, "owner").problem(404)).isEqualTo("not_found");
    assertThat(remove(carol, bob).problem(404)).isEqualTo("not_found");
  }

  @Test
  void anybodyJoinsAPublicOne() {
    long open = alice.startsPublic();
    Json joined = carol.rest().post(Person.participants(open), "user_id", "me").expect(201).data();
    assertThat(joined.number("user_id")).isEqualTo(carol.id());
    assertThat(joined.text("role")).isEqualTo("member");
    try (ChatClient client = carol.chatIn(open)) {
      client.say(open, "hello everybody");
    }
    assertThat(carol.findsConversation(open).text("role")).isEqualTo("member");
  }

  @Test
  void whoIsNotInAPublicOneSeesItButNotWhoIsNorWhatIsSaid() {
    long open = alice.startsPublic(bob);
    alice.posts(open, "members only");
    Json seen = carol.findsConversation(open);
    assertThat(seen.has("role")).isFalse();
    assertThat(seen.has("last_message")).isFalse();
    assertThat(seen.list("participants")).isEmpty();
    assertThat(seen.number("participant_count")).isEqualTo(2);
    Json listed =
        carol
            .rest()
            .get("/v1/messaging/channels?q=" + Rest.encode(seen.text("name")))
            .list()
            .get(0);
    assertThat(listed.number("id")).isEqualTo(open);
    assertThat(listed.list("participants")).isEmpty();
    assertThat(bob.findsConversation(open).list("participants")).hasSize(2);
    assertThat(carol.rest().get(Person.messages(open)).problem(404)).isEqualTo("not_found");
    try (ChatClient client = carol.chat()) {
      assertThat(client.ask("join_channel", "channel_id", open).text("type"))
          .isEqualTo("channel_access_denied");
    }
  }

  @Test
  void joiningDoesNotGiveARole() {
    long open = alice.startsPublic();
    for (String role : new String[] {"owner", "moderator"}) {
      Answer answer = carol.rest().post(Person.participants(open), "user_id", "me", "role", role);
      assertThat(answer.problem(403)).isEqualTo("access_denied");
      assertThat(answer.json().text("detail")).isEqualTo("only its owner may give roles");
    }
    assertThat(alice.findsConversation(open).number("owner_id")).isEqualTo(alice.id());
  }

  @Test
  void ownerBringsInWhoIsToOwnIt() {
    Answer added =
        alice.rest().post(Person.participants(channel), "user_id", carol.id(), "role", "owner");
    assertThat(added.expect(201).data().text("role")).isEqualTo("owner");
    assertThat(carol.findsConversation(channel).number("owner_id")).isEqualTo(carol.id());
    assertThat(alice.findsConversation(channel).text("role")).isEqualTo("moderator");
  }

  @Test
  void memberLeaves() {
    try (ChatClient hers = alice.chatIn(channel)) {
      assertThat(bob.rest().delete(Person.participants(channel) + "/me").status()).isIn(200, 204);
      Json told = hers.await("member_left").at("data");
      assertThat(told.number("channel_id")).isEqualTo(channel);
      assertThat(told.number("user_id")).isEqualTo(bob.id());
    }
    assertThat(bob.rest().get(Person.conversation(channel)).problem(404)).isEqualTo("not_found");
  }

  @Test
  void ownerRemovesAndTheRemovedIsTold() {
    try (ChatClient his = bob.chatIn(channel)) {
      assertThat(remove(alice, bob).status()).isIn(200, 204);
      his.await("member_left", frame -> frame.number("data.user_id") == bob.id());
    }
    assertThat(bob.rest().get(Person.messages(channel)).problem(404)).isEqualTo("not_found");
  }

  @Test
  void memberRemovesNobody() {
    add(alice, carol);
    assertThat(remove(bob, carol).problem(403)).isEqualTo("access_denied");
    assertThat(remove(bob, alice).problem(403)).isEqualTo("access_denied");
    assertThat(role(bob, bob, "moderator").problem(403)).isEqualTo("access_denied");
    assertThat(role(bob, bob, "owner").problem(403)).isEqualTo("access_denied");
  }

  @Test
  void moderatorDoesNotUnseatTheOwner() {
    role(alice, bob, "moderator").expect(200);
    assertThat(remove(bob, alice).status()).isIn(403, 409);
    assertThat(role(bob, alice, "member").status()).isIn(403, 409);
    assertThat(role(bob, bob, "owner").status()).isIn(403, 409);
    assertThat(alice.findsConversation(channel).number("owner_id")).isEqualTo(alice.id());
    bob.rest().patch(Person.conversation(channel), "topic", "moderated").expect(200);
  }

  @Test
  void conversationIsNeverWithoutAnOwner() {
    try (ChatClient client = bob.chat()) {
      alice.rest().delete(Person.participants(channel) + "/me").expect(200);
      assertThat(bob.findsConversation(channel).text("role")).isEqualTo("owner");
      Json told = client.await("channel_updated").at("data.channel");
      assertThat(told.text("role")).isEqualTo("owner");
      assertThat(told.number("owner_id")).isEqualTo(bob.id());
    }
  }

  @Test
  void directOneStaysBetweenTwo() {
    long two = alice.startsDirect(bob);
    Answer answer = alice.rest().post(Person.participants(two), "user_id", carol.id());
    assertThat(answer.status()).isIn(403, 409, 422);
    assertThat(alice.findsConversation(two).number("participant_count")).isEqualTo(2);
  }

  @Test
  void unknownRolesAndPeopleAreRefused() {
    assertThat(role(alice, bob, "king").problem(422)).isEqualTo("invalid_message");
    assertThat(role(alice, carol, "member").problem(404)).isEqualTo("not_found");
    Answer nobody = alice.rest().post(Person.participants(channel), "user_id", 987_654_321_987L);
    assertThat(nobody.status()).isIn(404, 422);
    assertThat(alice.rest().post(Person.participants(channel)).problem(422))
        .isEqualTo("invalid_message");
    assertThat(alice.rest().post(Person.participants(channel), "user_id", "you").problem(422))
        .isEqualTo("invalid_message");
  }

  @Test
  void whoComesBackFindsTheSameConversation() {
    alice.posts(channel, "before");
    remove(alice, bob);
    alice.posts(channel, "meanwhile");
    add(alice, bob).expect(201);
    assertThat(bob.rest().get(Person.messages(channel)).list()).hasSize(2);
    try (ChatClient client = bob.chatIn(channel)) {
      alice.posts(channel, "after");
      client.awaitMessage("after");
    }
  }
}
