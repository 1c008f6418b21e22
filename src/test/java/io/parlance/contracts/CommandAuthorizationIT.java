package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of asyncapi.yaml that names a conversation or a message x {stranger, ex-member}.
 */
class CommandAuthorizationIT {
  private static final long NO_CHANNEL = 987_654_321_987L;
  private static final String NO_MESSAGE = "0190a5b0-0000-7000-8000-000000000000";

  /** The examples of the commands: what names nothing may be said by everybody. */
  static Stream<String> commands() {
    List<String> examples = new ArrayList<>();
    for (JsonNode ref : Document.ASYNCAPI.at("/operations/conversationCommands/messages")) {
      String message = Document.ASYNCAPI.follow(ref.path("$ref").asText().substring(1));
      for (JsonNode example : Document.ASYNCAPI.at(message + "/examples")) {
        JsonNode payload = example.get("payload");
        if (payload.has("channel_id") || payload.has("message_id") || payload.has("channels")) {
          examples.add(payload.toString());
        }
      }
    }
    return examples.stream();
  }

  private static Json about(String command, long channel, String message) {
    Json json = Json.parse(command).without("id");
    if (json.names("message_id")) {
      json = json.with("message_id", message);
    }
    if (json.names("channel_id")) {
      json = json.with("channel_id", channel);
    }
    return json.names("channels")
        ? json.with("channels", Json.array(Json.object("channel_id", channel, "after_seq", 0)))
        : json;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void strangerIsToldTheSameAsOfNothing(String command) {
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    long channel = alice.startsPrivate(bob);
    bob.rest().delete(Person.participants(channel) + "/me");
    String message = alice.posts(channel, "secret").text("id");
    try (ChatClient hers = alice.chatIn(channel)) {
      for (Person outsider : List.of(bob, People.named("mallory"))) {
        try (ChatClient his = outsider.chat()) {
          Json foreign = answer(his, about(command, channel, message));
          Json nothing = answer(his, about(command, NO_CHANNEL, NO_MESSAGE));
          assertThat(foreign).isEqualTo(nothing);
          assertThat(his.frames()).noneMatch(frame -> frame.toString().contains("secret"));
        }
      }
      hers.settle();
      assertThat(hers.seen("user_typing")).isEmpty();
      assertThat(hers.seen("new_message")).isEmpty();
      assertThat(hers.seen("read_receipt")).isEmpty();
    }
    assertThat(alice.findsConversation(channel).number("last_seq")).isEqualTo(1);
  }

  /** The refusal without what names the one or the other; null where there is no answer at all. */
  private static Json answer(ChatClient client, Json command) {
    if (command.text("type").equals("typing")) {
      client.send(command);
      client.settle();
      return Json.object();
    }
    String id = Unique.text("id-");
    client.send(command.with("id", id));
    Json answer =
        client.await(
            "the answer to " + command,
            frame -> id.equals(frame.textOrNull("id")),
            ChatClient.PATIENCE);
    assertThat(answer.text("type")).isIn("error", "channel_access_denied", "channel_left");
    if (answer.names("data.code")) {
      assertThat(answer.text("data.code")).isIn("not_found", "access_denied");
    }
    return answer
        .without("timestamp", "id")
        .with("data", answer.at("data").without("channel_id", "message_id"));
  }
}
