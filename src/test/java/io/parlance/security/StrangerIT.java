package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Server;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is not one's own is not there: every path, for strangers, for those who left, for nobody.
 */
class StrangerIT {
  private static final long NOWHERE = 987_654_321_987L;
  private final String nothing = UUID.randomUUID().toString();
  private Person alice;
  private Person gone;
  private long channel;
  private String message;

  @BeforeEach
  void aPrivateOneThatSomebodyLeft() {
    alice = People.named("alice");
    gone = People.named("gone");
    channel = alice.startsPrivate(gone);
    message = alice.posts(channel, "a secret").text("id");
    gone.rest().delete(Person.participants(channel) + "/me");
  }

  /** Method, path with C for the conversation and M for the message, body. */
  static Stream<String> calls() {
    return Stream.of(
        "GET /v1/messaging/conversations/C",
        "PATCH /v1/messaging/conversations/C {\"name\":\"x\"}",
        "DELETE /v1/messaging/conversations/C",
        "GET /v1/messaging/conversations/C/participants",
        "POST /v1/messaging/conversations/C/participants {\"user_id\":\"me\"}",
        "POST /v1/messaging/conversations/C/participants {\"user_id\":1}",
        "PATCH /v1/messaging/conversations/C/participants/1 {\"role\":\"owner\"}",
        "DELETE /v1/messaging/conversations/C/participants/1",
        "DELETE /v1/messaging/conversations/C/participants/me",
        "GET /v1/messaging/conversations/C/messages",
        "GET /v1/messaging/conversations/C/messages?around_seq=1",
        "POST /v1/messaging/conversations/C/messages {\"content\":\"x\"}",
        "GET /v1/messaging/conversations/C/changes?after_seq=0",
        "POST /v1/messaging/conversations/C/read {\"seq\":1}",
        "GET /v1/messaging/messages/M",
        "PATCH /v1/messaging/messages/M {\"content\":\"x\"}",
        "DELETE /v1/messaging/messages/M",
        "GET /v1/messaging/messages/M/replies",
        "PUT /v1/messaging/messages/M/reactions/x",
        "DELETE /v1/messaging/messages/M/reactions/x");
  }

  private static Answer call(Rest rest, String call, Object channel, String message) {
    String[] parts = call.split(" ", 3);
    String path =
        parts[1]
            .replace("conversations/C", "conversations/" + channel)
            .replace("messages/M", "messages/" + message);
    return rest.send(parts[0], path, parts.length > 2 ? Json.parse(parts[2]) : null);
  }

  private String alike(Answer answer) {
    return answer
        .json()
        .without("instance", "timestamp", "reference")
        .toString()
        .replace(Long.toString(channel), "C")
        .replace(Long.toString(NOWHERE), "C")
        .replace(message, "M")
        .replace(nothing, "M");
  }

  /** The names of its headers; what concerns the line alone (RFC 9110, 7.6.1) tells nothing. */
  private static Set<String> names(Answer answer) {
    Set<String> names = new HashSet<>(answer.headers().map().keySet());
    names.remove("connection");
    return names;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void strangersAndThoseWhoLeftFindTheSameNothing(String call) {
    for (Person person : new Person[] {People.named("mallory"), gone}) {
      Answer foreign = call(person.rest(), call, channel, message);
      Answer nowhere = call(person.rest(), call, NOWHERE, nothing);
      assertThat(foreign.problem(404)).isEqualTo("not_found");
      assertThat(alike(foreign)).isEqualTo(alike(nowhere));
      assertThat(names(foreign)).isEqualTo(names(nowhere));
    }
    assertThat(alice.finds(message).number("changed_seq")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void nobodyIsAskedToSignIn(String call) {
    assertThat(call(Rest.anonymous(), call, channel, message).problem(401))
        .isEqualTo("unauthorized");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void rolesOfTheServerOpenNoConversation(String call) {
    Person admin = People.withRole("admin", "admin", "moderator", "publisher");
    assertThat(call(admin.rest(), call, channel, message).problem(404)).isEqualTo("not_found");
  }

  static Stream<Json> commands() {
    return Stream.of(
        Json.object("type", "message", "content", "x"),
        Json.object("type", "edit_message", "content", "x"),
        Json.object("type", "delete_message"),
        Json.object("type", "react", "emoji", "x"),
        Json.object("type", "unreact", "emoji", "x"),
        Json.object("type", "mark_read", "seq", 1),
        Json.object("type", "get_messages"),
        Json.object("type", "get_online_users"),
        Json.object("type", "join_channel"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void overTheSocketTheSame(Json command) {
    for (Person person : new Person[] {People.named("mallory"), gone}) {
      try (ChatClient client =
          ChatClient.at(Server.base(), ChatClient.CHAT).bearer(person.token()).connect()) {
        client.send(command.with("id", "f", "channel_id", channel, "message_id", message));
        client.send(command.with("id", "n", "channel_id", NOWHERE, "message_id", nothing));
        Json foreign = answer(client, "f");
        Json nowhere = answer(client, "n");
        assertThat(foreign.text("type")).isIn("error", "channel_access_denied");
        assertThat(alike(foreign)).isEqualTo(alike(nowhere));
      }
    }
    assertThat(alice.finds(message).number("changed_seq")).isEqualTo(1);
  }

  private static Json answer(ChatClient client, String id) {
    return client.await(
        "the answer", frame -> id.equals(frame.textOrNull("id")), ChatClient.PATIENCE);
  }

  private String alike(Json answer) {
    return answer
        .without("id", "timestamp")
        .toString()
        .replace(Long.toString(channel), "C")
        .replace(Long.toString(NOWHERE), "C")
        .replace(message, "M")
        .replace(nothing, "M");
  }
}
