package io.parlance.reactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code react} and {@code unreact}, and the same over REST. */
class ReactionsIT {
  private static final String THUMB = "\uD83D\uDC4D";
  private Person alice;
  private Person bob;
  private long channel;
  private String message;

  @BeforeEach
  void aMessage() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
    message = alice.posts(channel, "like me").text("id");
  }

  private String reaction(String emoji) {
    return Person.message(message) + "/reactions/" + Rest.encode(emoji);
  }

  @Test
  void reactionIsAnsweredToldAndStored() {
    try (ChatClient author = alice.chatIn(channel);
        ChatClient fan = bob.chatIn(channel)) {
      Json answer = fan.ask("react", "message_id", message, "emoji", THUMB);
      assertThat(answer.text("type")).isEqualTo("reaction_added");
      Json event = author.await("reaction_added").at("data");
      assertThat(event.number("channel_id")).isEqualTo(channel);
      assertThat(event.text("message_id")).isEqualTo(message);
      assertThat(event.number("user_id")).isEqualTo(bob.id());
      assertThat(event.text("emoji")).isEqualTo(THUMB);
      assertThat(event.number("seq")).isEqualTo(2);
      Json stored = alice.finds(message);
      assertThat(event.at("message")).isEqualTo(stored);
      assertThat(stored.number("changed_seq")).isEqualTo(2);
      assertThat(stored.text("reactions.0.emoji")).isEqualTo(THUMB);
      assertThat(stored.number("reactions.0.count")).isEqualTo(1);
      assertThat(stored.numbers("reactions.0.user_ids")).containsExactly(bob.id());
    }
  }

  @Test
  void reactionIsTakenBack() {
    try (ChatClient author = alice.chatIn(channel);
        ChatClient fan = bob.chatIn(channel)) {
      fan.ask("react", "message_id", message, "emoji", THUMB);
      Json answer = fan.ask("unreact", "message_id", message, "emoji", THUMB);
      assertThat(answer.text("type")).isEqualTo("reaction_removed");
      Json event = author.await("reaction_removed").at("data");
      assertThat(event.number("seq")).isEqualTo(3);
      assertThat(event.list("message.reactions")).isEmpty();
    }
  }

  @Test
  void whatIsAskedForTogetherIsDoneInOrder() {
    try (ChatClient client =
        ChatClient.at(ChatClient.CHAT)
            .bearer(bob.token())
            .subprotocol(ChatClient.BATCH)
            .connect()) {
      for (int i = 0; i < 20; i++) {
        String unseen = alice.posts(channel, "where it is has to be looked up").text("id");
        client.sendText(
            Json.array(
                    command("react", unseen, "+" + i),
                    command("unreact", unseen, "+" + i),
                    command("react", unseen, "-" + i))
                .toString());
        for (String emoji : new String[] {"+" + i, "-" + i}) {
          client.await(
              "the reaction",
              frame -> frame.text("type").equals("reaction_added") && says(frame, emoji),
              ChatClient.PATIENCE);
        }
        assertThat(alice.finds(unseen).texts("reactions", "emoji")).containsExactly("-" + i);
      }
    }
  }

  private static Json command(String type, String message, String emoji) {
    return Json.object("type", type, "message_id", message, "emoji", emoji, "id", type + emoji);
  }

  private static boolean says(Json frame, String emoji) {
    return emoji.equals(frame.textOrNull("data.emoji"));
  }

  @Test
  void overRestToo() {
    try (ChatClient reader = alice.chatIn(channel)) {
      assertThat(bob.rest().put(reaction(THUMB)).status()).isIn(200, 201, 204);
      reader.await("reaction_added", frame -> frame.text("data.emoji").equals(THUMB));
      assertThat(bob.rest().delete(reaction(THUMB)).status()).isIn(200, 204);
      reader.await("reaction_removed", frame -> frame.text("data.emoji").equals(THUMB));
    }
  }

  @Test
  void reactingTwiceCountsOnceAndTakesNoSeq() {
    bob.rest().put(reaction(THUMB));
    assertThat(bob.rest().put(reaction(THUMB)).status()).isIn(200, 201, 204);
    assertThat(alice.finds(message).number("reactions.0.count")).isEqualTo(1);
    assertThat(alice.posts(channel, "next").number("seq")).isEqualTo(3);
  }

  @Test
  void removingWhatIsNotThereTakesNoSeq() {
    assertThat(bob.rest().delete(reaction(THUMB)).status()).isIn(200, 204, 404);
    assertThat(alice.posts(channel, "next").number("seq")).isEqualTo(2);
  }

  @Test
  void severalPeopleAndEmojiAreCounted() {
    alice.rest().put(reaction(THUMB));
    bob.rest().put(reaction(THUMB));
    bob.rest().put(reaction("\u2764\ufe0f"));
    Json stored = alice.finds(message);
    assertThat(stored.list("reactions")).hasSize(2);
    assertThat(stored.texts("reactions", "emoji")).contains(THUMB, "\u2764\ufe0f");
    Json thumbs =
        stored.list("reactions").stream()
            .filter(reaction -> reaction.text("emoji").equals(THUMB))
            .findFirst()
            .orElseThrow();
    assertThat(thumbs.number("count")).isEqualTo(2);
    assertThat(thumbs.numbers("user_ids")).containsExactlyInAnyOrder(alice.id(), bob.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
        "\uD83C\uDDE9\uD83C\uDDEA",
        ":+1:"
      })
  void familiesFlagsAndShortNamesAreOneEmoji(String emoji) {
    try (ChatClient client = bob.chatIn(channel)) {
      Json answer = client.ask("react", "message_id", message, "emoji", emoji);
      assertThat(answer.text("data.emoji")).isEqualTo(emoji);
    }
    assertThat(alice.rest().put(reaction(emoji)).status()).isIn(200, 201, 204);
    assertThat(alice.finds(message).number("reactions.0.count")).isEqualTo(2);
  }

  @Test
  void whatCannotBeStoredIsRefusedOverRestToo() {
    // a server may refuse such an address by itself
    assertThat(bob.rest().patient().put(reaction("a\u0000b")).status()).isIn(400, 404, 422);
    assertThat(bob.rest().patient().get("/v1/messaging/channels?q=%00a").status())
        .isIn(400, 404, 422);
  }

  @Test
  void emptyAndEndlessEmojiAreRefused() {
    try (ChatClient client = bob.chatIn(channel)) {
      for (String emoji : new String[] {"", " ", "x".repeat(200)}) {
        Json answer = client.ask("react", "message_id", message, "emoji", emoji);
        assertThat(answer.text("data.code")).isEqualTo("invalid_message");
      }
      assertThat(client.ask("react", "message_id", message).text("data.code"))
          .isEqualTo("invalid_message");
    }
    assertThat(alice.finds(message).list("reactions")).isEmpty();
  }
}
