package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Unique;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code parlance.batch.v1} and {@code parlance.deflate.v1}. */
class BatchIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  private static ChatClient connect(Person person, String... subprotocols) {
    ChatClient.Opening opening = ChatClient.at(ChatClient.CHAT).bearer(person.token());
    for (String subprotocol : subprotocols) {
      opening.subprotocol(subprotocol);
    }
    return opening.connect();
  }

  @ParameterizedTest
  @ValueSource(strings = {ChatClient.BATCH, ChatClient.DEFLATE})
  void whatIsAskedForIsAgreed(String subprotocol) {
    try (ChatClient client = connect(alice, subprotocol)) {
      assertThat(client.subprotocol()).isEqualTo(subprotocol);
      client.join(channel);
      client.say(channel, "x".repeat(4000));
      client.awaitMessage("x".repeat(4000));
    }
  }

  @Test
  void unknownSubprotocolIsNotAgreed() {
    try (ChatClient client = connect(alice, "graphql-ws", ChatClient.BATCH)) {
      assertThat(client.subprotocol()).isEqualTo(ChatClient.BATCH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ChatClient.BATCH, ChatClient.DEFLATE})
  void commandsMayComeAsAnArrayAndAreDoneInOrder(String subprotocol) {
    try (ChatClient client = connect(alice, subprotocol)) {
      client.join(channel);
      client.sendText(
          Json.array(
                  message("one"),
                  message("two"),
                  Json.object("type", "nonsense"),
                  message("three"),
                  Json.object("type", "ping", "id", "last"))
              .toString());
      client.awaitMessage("three");
      client.await("pong");
      assertThat(client.await("error").text("data.code")).isEqualTo("unknown_type");
      assertThat(client.seen("new_message"))
          .extracting(frame -> frame.text("data.message.content"))
          .containsExactly("one", "two", "three");
    }
  }

  private Json message(String content) {
    return Json.object(
        "type",
        "message",
        "channel_id",
        channel,
        "content",
        content,
        "client_id",
        Unique.text("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {ChatClient.BATCH, ChatClient.DEFLATE})
  void orderIsKeptWhateverComesTogether(String subprotocol) {
    try (ChatClient reader = connect(bob, subprotocol);
        ChatClient writer = alice.chat()) {
      reader.join(channel);
      for (int i = 1; i <= 200; i++) {
        writer.send(message("m" + i));
      }
      reader.awaitMessage("m200");
      assertThat(reader.seen("new_message"))
          .extracting(frame -> frame.number("data.message.seq"))
          .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }
  }

  @Test
  void whatIsLongInBytesIsDeflatedAndTheRestIsNot() {
    try (ChatClient reader = connect(bob, ChatClient.DEFLATE);
        ChatClient writer = alice.chat()) {
      reader.join(channel);
      writer.send(message("\u4f60".repeat(400)));
      writer.send(message("short"));
      reader.awaitMessage("\u4f60".repeat(400));
      reader.awaitMessage("short");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ChatClient.BATCH, ChatClient.DEFLATE})
  void firstFrameMayBeAnArrayThatBeginsWithTheToken(String subprotocol) {
    try (ChatClient client = ChatClient.at(ChatClient.CHAT).subprotocol(subprotocol).open()) {
      client.sendText(
          Json.array(
                  Json.object("type", "authenticate", "token", alice.token()),
                  Json.object("type", "join", "channel_id", channel, "id", "then"))
              .toString());
      client.await("connected");
      client.await("authenticated");
      assertThat(client.await("joined").text("id")).isEqualTo("then");
    }
  }

  @Test
  void withoutAskingTheFirstFrameIsOneObject() {
    try (ChatClient client = ChatClient.at(ChatClient.CHAT).open()) {
      client.sendText(
          Json.array(Json.object("type", "authenticate", "token", alice.token())).toString());
      assertThat(client.awaitClose()).isEqualTo(4002);
    }
  }

  @Test
  void withoutAskingEachFrameIsOneObject() {
    try (ChatClient reader = bob.chatIn(channel);
        ChatClient writer = alice.chat()) {
      for (int i = 1; i <= 100; i++) {
        writer.send(message("m" + i));
      }
      reader.awaitMessage("m100");
      assertThat(reader.texts()).allMatch(text -> text.startsWith("{"));
      assertThat(reader.texts()).hasSameSizeAs(reader.frames());
    }
  }

  @Test
  void emptyArrayIsHarmless() {
    try (ChatClient client = connect(alice, ChatClient.BATCH)) {
      client.sendText("[]");
      client.sendText("[7,null,[]]");
      client.await("error");
      client.settle();
    }
  }
}
