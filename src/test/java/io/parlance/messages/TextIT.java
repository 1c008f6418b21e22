package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is written stays text: on the wire, in the database, in every field. */
class TextIT {
  static Stream<String> hostile() {
    return Stream.of(
        "<script>alert(document.domain)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "javascript:alert(1)",
        "[click](javascript:alert(1)) ![x](https://evil.test/p.png)",
        "</script><script>alert(1)</script>",
        "'; DROP TABLE messages; --",
        "' OR '1'='1",
        "{\"type\":\"message\"}",
        "${jndi:ldap://127.0.0.1/x} #{7*7} {{7*7}}",
        "line\r\nSet-Cookie: x=1\r\n\r\nHTTP/1.1 200 OK",
        "\u001b[31mred\u001b[0m\u0007",
        "a\u2028b\u2029c",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 z\u0351\u036b\u0343a\u0300l\u034fgo",
        "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u4f60\u597d");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void contentComesBackAsItWasWritten(String content) {
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    long channel = alice.startsGroup(bob);
    try (ChatClient reader = bob.chatIn(channel)) {
      Json sent = alice.posts(channel, content);
      assertThat(sent.text("content")).isEqualTo(content);
      assertThat(reader.await("new_message").text("data.message.content")).isEqualTo(content);
    }
    Answer page = bob.rest().get(Person.messages(channel));
    assertThat(page.header("content-type")).startsWith("application/json");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(page.list().get(0).text("content")).isEqualTo(content);
  }

  @Test
  void charactersAreCountedAsAPersonDoes() {
    Person alice = People.named("alice");
    long channel = alice.startsGroup(People.named("bob"));
    String id = "\ud83d\ude00".repeat(64);
    try (ChatClient client = alice.chatIn(channel)) {
      for (boolean duplicate : new boolean[] {false, true}) {
        client.send("message", "channel_id", channel, "content", "x", "client_id", id, "id", id);
        Json sent = client.await("message_sent");
        assertThat(sent.text("data.client_id")).isEqualTo(id);
        assertThat(sent.text("id")).isEqualTo(id);
        assertThat(sent.flag("data.duplicate")).isEqualTo(duplicate);
      }
    }
    String name = "\ud83d\ude00".repeat(100);
    String topic = "\ud83d\ude00".repeat(500);
    String path = "/v1/messaging/conversations";
    Json made =
        alice.rest().post(path, "kind", "private", "name", name, "topic", topic).expect(201).data();
    assertThat(made.text("name")).isEqualTo(name);
    assertThat(made.text("topic")).isEqualTo(topic);
    for (Object[] tooLong :
        new Object[][] {{"name", name + "x", "topic", ""}, {"name", "x", "topic", topic + "x"}}) {
      assertThat(alice.rest().patch(Person.conversation(made.number("id")), tooLong).problem(422))
          .isEqualTo("invalid_message");
    }
  }

  @Test
  void whatIsStoredTogetherComesBackAsItWasWritten() {
    Person alice = People.named("alice");
    long channel = alice.startsGroup(People.named("bob"));
    List<String> said =
        Stream.concat(
                hostile(), Stream.of("NULL", "{}", "{a,b}", "\"", "\\", "\\\"", ",", " a ", "' '"))
            .toList();
    try (ChatClient writer = alice.chatIn(channel)) {
      String first = writer.say(channel, "first").text("message_id");
      for (int i = 0; i < said.size(); i++) {
        String text = said.get(i);
        String clientId = text.length() > 60 ? "" + i : i + text;
        if (i % 2 == 0) {
          writer.send("message", "channel_id", channel, "content", text, "client_id", clientId);
        } else {
          writer.send("message", "channel_id", channel, "content", text, "reply_to", first);
        }
      }
      writer.say(channel, "last");
    }
    List<Json> history = alice.rest().get(Person.messages(channel) + "?limit=100").list();
    assertThat(history.subList(1, history.size() - 1))
        .extracting(message -> message.text("content"))
        .isEqualTo(said);
    assertThat(history.get(1).text("client_id")).isEqualTo("0" + said.get(0));
    assertThat(history.get(2).textOrNull("client_id")).isNull();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void namesComeBackAsTheyWereWrittenOrAreRefused(String name) {
    Person alice = People.named("alice");
    Answer answer = alice.rest().post("/v1/messaging/conversations", "kind", "group", "name", name);
    if (answer.status() == 201) {
      assertThat(alice.findsConversation(answer.data().number("id")).text("name")).isEqualTo(name);
    } else {
      answer.problem(422);
    }
  }
}
