package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code edit_message} and {@code delete_message}, and the same over REST. */
class EditingIT {
  private Person alice;
  private Person bob;
  private long channel;
  private String message;

  @BeforeEach
  void aMessage() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
    message = alice.posts(channel, "before").text("id");
  }

  @Test
  void editIsAnsweredWithTheIdAndToldToTheOthers() {
    try (ChatClient writer = alice.chatIn(channel);
        ChatClient reader = bob.chatIn(channel)) {
      Json answer = writer.ask("edit_message", "message_id", message, "content", "after");
      assertThat(answer.text("type")).isEqualTo("message_updated");
      Json event = reader.await("message_updated");
      assertThat(event.names("id")).isFalse();
      Json changed = event.at("data.message");
      assertThat(changed.text("id")).isEqualTo(message);
      assertThat(changed.text("content")).isEqualTo("after");
      assertThat(changed.number("seq")).isEqualTo(1);
      assertThat(changed.number("changed_seq")).isEqualTo(2);
      assertThat(changed.has("edited_at")).isTrue();
      assertThat(alice.finds(message)).isEqualTo(changed);
      writer.settle();
      assertThat(writer.seen("message_updated")).hasSize(1);
    }
  }

  @Test
  void editOverRestReachesTheSockets() {
    try (ChatClient reader = bob.chatIn(channel)) {
      Json changed =
          alice.rest().patch(Person.message(message), "content", "by rest").expect(200).data();
      assertThat(changed.text("content")).isEqualTo("by rest");
      assertThat(reader.await("message_updated").at("data.message")).isEqualTo(changed);
    }
  }

  @Test
  void onlyTheAuthorEdits() {
    Person owner = alice;
    String his = bob.posts(channel, "his").text("id");
    try (ChatClient client = owner.chatIn(channel)) {
      Json answer = client.ask("edit_message", "message_id", his, "content", "put into his mouth");
      assertThat(answer.text("data.code")).isEqualTo("access_denied");
    }
    assertThat(bob.rest().patch(Person.message(message), "content", "x").problem(403))
        .isEqualTo("access_denied");
    assertThat(bob.finds(his).text("content")).isEqualTo("his");
  }

  @Test
  void editKeepsTheLimits() {
    try (ChatClient client = alice.chatIn(channel)) {
      assertThat(edit(client, "x".repeat(4097))).isEqualTo("content_too_long");
      assertThat(edit(client, " ")).isEqualTo("content_empty");
      assertThat(client.ask("edit_message", "message_id", message).text("data.code"))
          .isIn("content_empty", "invalid_message");
    }
    assertThat(alice.finds(message).number("changed_seq")).isEqualTo(1);
  }

  private String edit(ChatClient client, String content) {
    return client.ask("edit_message", "message_id", message, "content", content).text("data.code");
  }

  @Test
  void unknownAndMalformedMessagesAreRefused() {
    try (ChatClient client = alice.chatIn(channel)) {
      String unknown = UUID.randomUUID().toString();
      for (String command : new String[] {"edit_message", "delete_message", "react"}) {
        Json answer =
            client.ask(command, "message_id", unknown, "content", "x", "emoji", "\uD83D\uDC4D");
        assertThat(answer.text("data.code")).as(command).isEqualTo("not_found");
        Json broken = client.ask(command, "message_id", "7 or 1=1", "content", "x", "emoji", "x");
        assertThat(broken.text("data.code")).isIn("not_found", "invalid_message");
        Json missing = client.ask(command, "content", "x", "emoji", "x");
        assertThat(missing.text("data.code")).isEqualTo("invalid_message");
      }
    }
  }

  @Test
  void deletedMessageKeepsItsPlaceWithoutItsContent() {
    try (ChatClient writer = alice.chatIn(channel);
        ChatClient reader = bob.chatIn(channel)) {
      Json answer = writer.ask("delete_message", "message_id", message);
      assertThat(answer.text("type")).isEqualTo("message_deleted");
      Json event = reader.await("message_deleted").at("data");
      assertThat(event.number("channel_id")).isEqualTo(channel);
      assertThat(event.text("message_id")).isEqualTo(message);
      assertThat(event.number("seq")).isEqualTo(2);
    }
    Json gone = bob.rest().get(Person.messages(channel)).list().get(0);
    assertThat(gone.text("id")).isEqualTo(message);
    assertThat(gone.number("seq")).isEqualTo(1);
    assertThat(gone.number("changed_seq")).isEqualTo(2);
    assertThat(gone.flag("deleted")).isTrue();
    assertThat(gone.has("content")).isFalse();
    assertThat(gone.names("content")).isTrue();
  }

  @Test
  void deletingOverRestReachesTheSockets() {
    try (ChatClient reader = bob.chatIn(channel)) {
      assertThat(alice.rest().delete(Person.message(message)).status()).isIn(200, 204);
      reader.await("message_deleted", frame -> frame.text("data.message_id").equals(message));
    }
  }

  @Test
  void deletingTwiceChangesNothingMore() {
    alice.rest().delete(Person.message(message));
    assertThat(alice.rest().delete(Person.message(message)).status()).isIn(200, 204, 404, 409);
    assertThat(alice.posts(channel, "next").number("seq")).isEqualTo(3);
  }

  @Test
  void deletedMessageIsNeitherEditedNorReactedTo() {
    alice.rest().delete(Person.message(message));
    assertThat(alice.rest().patch(Person.message(message), "content", "back").status())
        .isIn(404, 409);
    assertThat(alice.rest().put(Person.message(message) + "/reactions/x").status()).isIn(404, 409);
    assertThat(alice.finds(message).flag("deleted")).isTrue();
    assertThat(alice.posts(channel, "next").number("seq")).isEqualTo(3);
  }

  @Test
  void memberDeletesOnlyTheOwnAndTheOwnerAll() {
    String his = bob.posts(channel, "his").text("id");
    assertThat(bob.rest().delete(Person.message(message)).problem(403)).isEqualTo("access_denied");
    assertThat(alice.rest().delete(Person.message(his)).status()).isIn(200, 204);
  }

  @Test
  void strangerFindsNothingToEditOrDelete() {
    Person mallory = People.named("mallory");
    try (ChatClient client = mallory.chat()) {
      for (String command : new String[] {"edit_message", "delete_message", "react", "unreact"}) {
        Json answer = client.ask(command, "message_id", message, "content", "x", "emoji", "x");
        assertThat(answer.text("data.code")).as(command).isEqualTo("not_found");
      }
    }
    assertThat(alice.finds(message).number("changed_seq")).isEqualTo(1);
  }
}
