package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code message}: acknowledged, told once to everybody, within its limits. */
class SendingIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  @Test
  void acknowledgementNamesWhatWasStored() {
    try (ChatClient client = alice.chatIn(channel)) {
      String mark = Unique.text("c-");
      Json answer =
          client.ask("message", "channel_id", channel, "content", "hello", "client_id", mark);
      assertThat(answer.text("type")).isEqualTo("message_sent");
      Json ack = answer.at("data");
      assertThat(ack.text("client_id")).isEqualTo(mark);
      assertThat(ack.number("channel_id")).isEqualTo(channel);
      assertThat(ack.number("seq")).isEqualTo(1);
      assertThat(ack.flag("duplicate")).isFalse();
      assertThat(UUID.fromString(ack.text("message_id")).version()).isEqualTo(7);
      assertThat(Duration.between(Instant.parse(ack.text("created_at")), Instant.now()).abs())
          .isLessThan(Duration.ofMinutes(1));
      assertThat(ack.text("created_at")).endsWith("Z");
    }
  }

  @Test
  void senderSeesTheAcknowledgementBeforeTheOwnMessage() {
    try (ChatClient client = alice.chatIn(channel)) {
      for (int i = 0; i < 20; i++) {
        String mark = Unique.text("c-");
        client.send("message", "channel_id", channel, "content", "m" + i, "client_id", mark);
        client.await(
            "new_message", frame -> mark.equals(frame.textOrNull("data.message.client_id")));
      }
      List<String> order =
          client.frames().stream()
              .map(frame -> frame.textOrNull("type"))
              .filter(type -> type.equals("message_sent") || type.equals("new_message"))
              .toList();
      for (int i = 0; i < 40; i += 2) {
        assertThat(order.subList(i, i + 2)).containsExactly("message_sent", "new_message");
      }
    }
  }

  @Test
  void everyMemberGetsTheMessageOnceOnEverySocket() {
    try (ChatClient writer = alice.chatIn(channel);
        ChatClient otherOfHers = alice.chatIn(channel);
        ChatClient first = bob.chatIn(channel);
        ChatClient second = bob.chatIn(channel)) {
      writer.say(channel, "to all");
      for (ChatClient reader : List.of(writer, otherOfHers, first, second)) {
        reader.awaitMessage("to all");
        reader.settle();
        assertThat(reader.seen("new_message")).hasSize(1);
      }
      assertThat(otherOfHers.seen("message_sent")).isEmpty();
    }
  }

  @Test
  void messageIsWhole() {
    try (ChatClient reader = bob.chatIn(channel)) {
      Json sent = alice.posts(channel, "whole");
      Json event = reader.await("new_message");
      assertThat(event.number("data.channel_id")).isEqualTo(channel);
      assertThat(event.has("data.parent_id")).isFalse();
      assertThat(Instant.parse(event.text("timestamp"))).isNotNull();
      Json message = event.at("data.message");
      assertThat(message.text("id")).isEqualTo(sent.text("id"));
      assertThat(message.number("channel_id")).isEqualTo(channel);
      assertThat(message.number("seq")).isEqualTo(1);
      assertThat(message.number("changed_seq")).isEqualTo(1);
      assertThat(message.number("sender_id")).isEqualTo(alice.id());
      assertThat(message.number("sender.id")).isEqualTo(alice.id());
      assertThat(message.text("sender.username")).isEqualTo(alice.username());
      assertThat(message.text("sender.name")).isEqualTo("alice");
      assertThat(message.names("sender.email")).isFalse();
      assertThat(message.number("reply_count")).isZero();
      assertThat(message.flag("deleted")).isFalse();
      for (String empty : List.of("reactions", "mentions", "attachments")) {
        assertThat(message.list(empty)).as(empty).isEmpty();
      }
      for (String none : List.of("parent_id", "last_reply_at", "edited_at")) {
        assertThat(message.has(none)).as(none).isFalse();
      }
      assertThat(alice.finds(message.text("id"))).isEqualTo(message);
    }
  }

  @Test
  void aliasesAreTheSameCommand() {
    try (ChatClient client = alice.chatIn(channel)) {
      Json answer = client.ask("send_message", "room_id", "" + channel, "content", "alias");
      assertThat(answer.text("type")).isEqualTo("message_sent");
      assertThat(client.awaitMessage("alias").number("seq")).isEqualTo(1);
    }
  }

  @Test
  void memberMaySendWithoutHavingJoined() {
    try (ChatClient reader = bob.chatIn(channel);
        ChatClient client = alice.chat()) {
      client.say(channel, "from the door");
      reader.awaitMessage("from the door");
      client.settle();
      assertThat(client.seen("new_message")).isEmpty();
    }
  }

  @Test
  void withoutAClientIdEverySendingIsANewMessage() {
    try (ChatClient client = alice.chatIn(channel)) {
      Json first = client.ask("message", "channel_id", channel, "content", "same").at("data");
      Json second = client.ask("message", "channel_id", channel, "content", "same").at("data");
      assertThat(first.has("client_id")).isFalse();
      assertThat(second.number("seq")).isEqualTo(first.number("seq") + 1);
      assertThat(second.flag("duplicate")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\uD83D\uDE00", "\u00e4", "\u4f60"})
  void contentMayHave4096Characters(String character) {
    String content = character.repeat(4096);
    try (ChatClient client = alice.chatIn(channel)) {
      client.say(channel, content);
      assertThat(client.awaitMessage(content).number("seq")).isEqualTo(1);
    }
    assertThat(alice.posts(channel, content).text("content")).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\uD83D\uDE00", "\u00e4"})
  void contentMayNotHave4097(String character) {
    String content = character.repeat(4097);
    try (ChatClient client = alice.chatIn(channel)) {
      String mark = Unique.text("c-");
      Json answer =
          client.ask("message", "channel_id", channel, "content", content, "client_id", mark);
      assertThat(answer.text("type")).isEqualTo("error");
      assertThat(answer.text("data.code")).isEqualTo("content_too_long");
      assertThat(answer.text("data.client_id")).isEqualTo(mark);
      assertThat(client.say(channel, "next").number("seq")).isEqualTo(1);
    }
    assertThat(alice.rest().post(Person.messages(channel), "content", content).problem(422))
        .isEqualTo("content_too_long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t  \n", "\u2003\u3000", "\u00a0", "\u200b", "\ufeff \u2060"})
  void contentMayNotBeBlank(String content) {
    try (ChatClient client = alice.chatIn(channel)) {
      assertThat(client.ask("message", "channel_id", channel, "content", content).text("data.code"))
          .isEqualTo("content_empty");
    }
    assertThat(alice.rest().post(Person.messages(channel), "content", content).problem(422))
        .isEqualTo("content_empty");
  }

  @Test
  void contentIsKeptAsItWasWritten() {
    String content = "  two\r\nlines \u0000\u0007 \u202e \"quoted\" \\ back / \ufeff end  ";
    assertThat(alice.posts(channel, content.replace("\u0000", "")).text("content"))
        .isEqualTo(content.replace("\u0000", ""));
  }

  @Test
  void nulCharacterBreaksNothing() {
    try (ChatClient client = alice.chatIn(channel)) {
      Json answer = client.ask("message", "channel_id", channel, "content", "a\u0000b");
      assertThat(answer.text("type")).isIn("message_sent", "error");
      if (answer.text("type").equals("error")) {
        assertThat(answer.text("data.code")).isEqualTo("invalid_message");
      }
      client.say(channel, "next");
    }
  }

  @Test
  void clientIdMayHave64CharactersAndNotMore() {
    String longest = Unique.text("c") + "x".repeat(64);
    try (ChatClient client = alice.chatIn(channel)) {
      Json good = send(client, longest.substring(0, 64));
      assertThat(good.text("data.client_id")).isEqualTo(longest.substring(0, 64));
      Json bad = send(client, longest.substring(0, 65));
      assertThat(bad.text("data.code")).isEqualTo("invalid_message");
    }
  }

  private Json send(ChatClient client, String clientId) {
    return client.ask("message", "channel_id", channel, "content", "x", "client_id", clientId);
  }

  @Test
  void strangerIsRefusedAsIfThereWereNothing() {
    Person mallory = People.named("mallory");
    try (ChatClient reader = bob.chatIn(channel);
        ChatClient client = mallory.chat()) {
      Json foreign = client.ask("message", "channel_id", channel, "content", "spam");
      Json nothing = client.ask("message", "channel_id", 987_654_321_987L, "content", "spam");
      assertThat(foreign.text("type")).isEqualTo("error");
      assertThat(foreign.text("data.code")).isIn("not_found", "access_denied");
      assertThat(foreign.text("data.code")).isEqualTo(nothing.text("data.code"));
      assertThat(foreign.text("message")).isEqualTo(nothing.text("message"));
      alice.posts(channel, "clean");
      reader.awaitMessage("clean");
      assertThat(reader.seen("new_message")).hasSize(1);
    }
    assertThat(mallory.rest().post(Person.messages(channel), "content", "x").problem(404))
        .isEqualTo("not_found");
  }

  @Test
  void aForgedSenderIsIgnored() {
    try (ChatClient client = alice.chatIn(channel)) {
      client.send(
          Json.object(
              "type",
              "message",
              "channel_id",
              channel,
              "content",
              "really me",
              "sender_id",
              bob.id(),
              "user_id",
              bob.id(),
              "seq",
              77,
              "message_id",
              "0190a5b0-0000-7000-8000-000000000000",
              "created_at",
              "1999-01-01T00:00:00Z",
              "deleted",
              true));
      Json message = client.awaitMessage("really me");
      assertThat(message.number("sender_id")).isEqualTo(alice.id());
      assertThat(message.number("seq")).isEqualTo(1);
      assertThat(message.text("id")).doesNotStartWith("0190a5b0-0000");
      assertThat(message.text("created_at")).doesNotStartWith("1999");
    }
  }
}
