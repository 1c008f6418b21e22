package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Server;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat door and the conversation door, at both of their paths. */
class DoorsIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  private static ChatClient.Opening door(String prefix, Object which, Person person) {
    return ChatClient.at(prefix + "/ws/" + which).bearer(person.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", ""})
  void chatDoorGreetsAtBothPaths(String prefix) {
    try (ChatClient client = door(prefix, "chat", alice).open()) {
      Json greeting = client.await("connected");
      assertThat(client.frames().get(0)).isEqualTo(greeting);
      assertThat(greeting.number("data.user.id")).isEqualTo(alice.id());
      assertThat(greeting.text("data.user.username")).isEqualTo(alice.username());
      assertThat(greeting.at("data.connection_id").toString()).isNotBlank();
      assertThat(greeting.number("data.heartbeat_interval")).isEqualTo(30);
      assertThat(greeting.at("data.limits").toString()).startsWith("{");
      assertThat(Instant.parse(greeting.text("data.server_time"))).isNotNull();
      assertThat(Instant.parse(greeting.text("timestamp"))).isNotNull();
      client.say(channel, "at " + prefix);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", ""})
  void conversationDoorIsJoinedOnOpen(String prefix) {
    try (ChatClient client = door(prefix, channel, bob).connect()) {
      alice.posts(channel, "at the door");
      client.awaitMessage("at the door");
    }
  }

  @Test
  void conversationDoorKnowsItsConversation() {
    try (ChatClient client = door("/v1", channel, bob).connect();
        ChatClient reader = alice.chatIn(channel)) {
      Json answer = client.ask("message", "content", "no id needed");
      assertThat(answer.text("type")).isEqualTo("message_sent");
      assertThat(answer.number("data.channel_id")).isEqualTo(channel);
      reader.awaitMessage("no id needed");
      Json online = client.ask("get_online_users").at("data");
      assertThat(online.number("conversation_id")).isEqualTo(channel);
      assertThat(online.numbers("online_users")).containsExactlyInAnyOrder(alice.id(), bob.id());
      client.send("typing", "is_typing", true);
      reader.await("user_typing");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", ""})
  void strangerIsShownTheConversationDoorAsIfThereWereNothing(String prefix) {
    Person mallory = People.named("mallory");
    for (Object which : new Object[] {channel, 987_654_321_987L, "abc", -1, "0"}) {
      ChatClient client = door(prefix, which, mallory).open();
      assertThat(client.awaitClose()).as("door " + which).isEqualTo(4001);
      assertThat(client.seen("connected")).isEmpty();
    }
  }

  @Test
  void removedMemberIsShownOut() {
    try (ChatClient client = door("/v1", channel, bob).connect()) {
      alice.rest().delete(Person.participants(channel) + "/" + bob.id());
      assertThat(client.awaitClose()).isEqualTo(4001);
    }
  }

  @Test
  void noDoorOffersCompression() {
    RawSocket raw =
        RawSocket.open(
            Server.base(),
            ChatClient.CHAT,
            "Authorization: Bearer " + alice.token(),
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
    assertThat(raw.status()).isEqualTo(101);
    assertThat(raw.headers()).doesNotContain("sec-websocket-extensions");
    raw.await("connected");
    raw.close();
  }

  @Test
  void answersCarryTheCommandsId() {
    String longest = "x".repeat(64);
    try (ChatClient client = alice.chat()) {
      client.send("ping", "id", longest);
      Json pong = client.await("pong");
      assertThat(pong.text("id")).isEqualTo(longest);
      assertThat(pong.has("timestamp")).isTrue();
      client.send("ping");
      assertThat(client.await("pong").has("id")).isFalse();
      client.send("no_such_command", "id", "7");
      assertThat(client.await("error").text("id")).isEqualTo("7");
      client.send("ping", "id", "x".repeat(65));
      assertThat(client.await("error").text("data.code")).isEqualTo("invalid_message");
    }
  }

  @Test
  void closedSocketHasNoAfterlife() {
    ChatClient client = bob.chatIn(channel);
    client.close();
    assertThat(client.awaitClose()).isIn(1000, 1005);
    try (ChatClient next = bob.chatIn(channel)) {
      alice.posts(channel, "next");
      next.awaitMessage("next");
    }
  }
}
