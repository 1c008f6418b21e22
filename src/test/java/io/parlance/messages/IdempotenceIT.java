package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A {@code client_id} is one message, whatever the door and however often it is sent: any text, or
 * a UUID that begins with the time.
 */
@ParameterizedClass
@ValueSource(strings = {"c-", "0193a2b4-c5d6-7e8f-9a0b-"})
class IdempotenceIT {
  private Person alice;
  private Person bob;
  private long channel;
  private final String mark;

  IdempotenceIT(String prefix) {
    mark = Unique.text(prefix);
  }

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  private Json send(ChatClient client, String content) {
    Json answer =
        client.ask("message", "channel_id", channel, "content", content, "client_id", mark);
    assertThat(answer.text("type")).isEqualTo("message_sent");
    return answer.at("data");
  }

  private Answer post(String content) {
    return alice.rest().post(Person.messages(channel), "content", content, "client_id", mark);
  }

  @Test
  void secondSendingIsAnsweredWithTheFirstOne() {
    try (ChatClient reader = bob.chatIn(channel);
        ChatClient client = alice.chatIn(channel)) {
      Json first = send(client, "once");
      Json second = send(client, "once");
      assertThat(second.flag("duplicate")).isTrue();
      assertThat(second.without("duplicate")).isEqualTo(first.without("duplicate"));
      client.say(channel, "after");
      reader.awaitMessage("after");
      assertThat(reader.seen("new_message")).hasSize(2);
    }
  }

  @Test
  void alsoOverAnotherSocketOfTheSameUser() {
    try (ChatClient one = alice.chatIn(channel);
        ChatClient two = alice.chat()) {
      Json first = send(one, "once");
      Json second = send(two, "once");
      assertThat(second.flag("duplicate")).isTrue();
      assertThat(second.text("message_id")).isEqualTo(first.text("message_id"));
    }
  }

  @Test
  void alsoOverRestAfterTheSocket() {
    try (ChatClient client = alice.chatIn(channel)) {
      Json first = send(client, "once");
      Json again = post("once").expect(200).data();
      assertThat(again.flag("duplicate")).isTrue();
      assertThat(again.text("id")).isEqualTo(first.text("message_id"));
      assertThat(again.number("seq")).isEqualTo(first.number("seq"));
    }
  }

  @Test
  void alsoOverTheSocketAfterRest() {
    Json first = post("once").expect(201).data();
    assertThat(first.text("client_id")).isEqualTo(mark);
    try (ChatClient client = alice.chatIn(channel)) {
      Json again = send(client, "once");
      assertThat(again.flag("duplicate")).isTrue();
      assertThat(again.text("message_id")).isEqualTo(first.text("id"));
    }
  }

  @Test
  void firstContentStays() {
    String id = post("first").expect(201).data().text("id");
    assertThat(post("second").expect(200).data().text("id")).isEqualTo(id);
    assertThat(alice.finds(id).text("content")).isEqualTo("first");
  }

  @Test
  void alsoWhereTheSecondOneAnswersWhatIsNotThere() {
    String id = post("first").expect(201).data().text("id");
    String unknown = UUID.randomUUID().toString();
    Json again =
        alice
            .rest()
            .post(
                Person.messages(channel),
                "content",
                "first",
                "client_id",
                mark,
                "reply_to",
                unknown)
            .expect(200)
            .data();
    assertThat(again.flag("duplicate")).isTrue();
    assertThat(again.text("id")).isEqualTo(id);
  }

  @Test
  void anotherSenderMayUseTheSameClientId() {
    post("mine").expect(201);
    Json his =
        bob.rest()
            .post(Person.messages(channel), "content", "his", "client_id", mark)
            .expect(201)
            .data();
    assertThat(his.number("seq")).isEqualTo(2);
  }

  @Test
  void anotherConversationMayHaveTheSameClientId() {
    long second = alice.startsGroup(bob);
    post("here").expect(201);
    alice.rest().post(Person.messages(second), "content", "there", "client_id", mark).expect(201);
  }

  @Test
  void clientIdsDifferByCaseAndBlanks() {
    for (String other : List.of("Case", "case", "case ", " case")) {
      alice.rest().post(Person.messages(channel), "content", other, "client_id", other).expect(201);
    }
  }

  @Test
  void sentTwentyTimesAtOnceItIsStoredOnce() {
    Json body = Json.object("content", "race", "client_id", mark);
    try (ChatClient client = alice.chatIn(channel)) {
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(alice.rest().later("POST", Person.messages(channel), body));
        client.send("message", "channel_id", channel, "content", "race", "client_id", mark);
      }
      long created = answers.stream().map(a -> a.join()).filter(a -> a.status() == 201).count();
      long acknowledged = 0;
      for (int i = 0; i < 10; i++) {
        acknowledged += client.await("message_sent").flag("data.duplicate") ? 0 : 1;
      }
      assertThat(created + acknowledged).isEqualTo(1);
      assertThat(client.say(channel, "after").number("seq")).isEqualTo(2);
      client.awaitMessage("after");
      assertThat(client.seen("new_message")).hasSize(2);
    }
  }

  @Test
  void deletedMessageIsNotSentAgain() {
    String id = post("gone").expect(201).data().text("id");
    alice.rest().delete(Person.message(id));
    Json again = post("gone").expect(200).data();
    assertThat(again.flag("duplicate")).isTrue();
    assertThat(alice.finds(id).flag("deleted")).isTrue();
  }
}
