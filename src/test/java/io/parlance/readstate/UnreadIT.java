package io.parlance.readstate;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is unread, and {@code mark_read}. */
class UnreadIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  private long unread(Person person) {
    return person.findsConversation(channel).number("unread_count");
  }

  @Test
  void whatOthersWriteIsUnreadUntilItIsRead() {
    alice.posts(channel, "one");
    alice.posts(channel, "two");
    assertThat(unread(bob)).isEqualTo(2);
    assertThat(unread(alice)).isZero();
    bob.rest().post(Person.conversation(channel) + "/read", "seq", 1).expect(200);
    assertThat(unread(bob)).isEqualTo(1);
    bob.rest().post(Person.conversation(channel) + "/read", "seq", 2).expect(200);
    assertThat(unread(bob)).isZero();
    assertThat(bob.findsConversation(channel).number("last_read_seq")).isEqualTo(2);
  }

  @Test
  void everyMemberIsToldOfTheirCountWithoutHavingJoined() {
    try (ChatClient client = bob.chat()) {
      alice.posts(channel, "one");
      Json told = client.await("unread_count_updated").at("data");
      assertThat(told.number("channel_id")).isEqualTo(channel);
      assertThat(told.number("count")).isEqualTo(1);
      assertThat(told.number("mentions")).isZero();
      assertThat(told.number("last_read_seq")).isZero();
    }
  }

  @Test
  void readingOnOneDeviceReadsOnAll() {
    alice.posts(channel, "one");
    try (ChatClient phone = bob.chat();
        ChatClient desk = bob.chat();
        ChatClient writer = alice.chatIn(channel)) {
      phone.send("mark_read", "channel_id", channel, "seq", 1);
      for (ChatClient device : new ChatClient[] {phone, desk}) {
        Json told =
            device
                .await("unread_count_updated", frame -> frame.number("data.last_read_seq") == 1)
                .at("data");
        assertThat(told.number("count")).isZero();
      }
      Json receipt = writer.await("read_receipt").at("data");
      assertThat(receipt.number("channel_id")).isEqualTo(channel);
      assertThat(receipt.number("user_id")).isEqualTo(bob.id());
      assertThat(receipt.number("seq")).isEqualTo(1);
    }
  }

  @Test
  void ownMessagesAreReadByTheirSender() {
    try (ChatClient client = alice.chatIn(channel)) {
      client.say(channel, "mine");
      client.say(channel, "mine too");
    }
    assertThat(unread(alice)).isZero();
    assertThat(alice.findsConversation(channel).number("last_read_seq")).isEqualTo(2);
  }

  @Test
  void deletedMessageIsNotUnread() {
    String first = alice.posts(channel, "one").text("id");
    alice.posts(channel, "two");
    alice.rest().delete(Person.message(first));
    assertThat(unread(bob)).isEqualTo(1);
  }

  @Test
  void editsAndReactionsAreNotUnread() {
    String id = alice.posts(channel, "one").text("id");
    bob.rest().post(Person.conversation(channel) + "/read", "seq", 1);
    alice.rest().patch(Person.message(id), "content", "one, better");
    alice.rest().put(Person.message(id) + "/reactions/x");
    assertThat(unread(bob)).isZero();
  }

  @Test
  void deletingWhatWasReadLeavesTheRestUnread() {
    String first = alice.posts(channel, "one").text("id");
    bob.rest().post(Person.conversation(channel) + "/read", "seq", 1);
    alice.posts(channel, "two");
    alice.rest().delete(Person.message(first));
    assertThat(unread(bob)).isEqualTo(1);
  }

  @Test
  void deletedMentionIsNoMention() {
    String id = alice.posts(channel, "hey @" + bob.username()).text("id");
    assertThat(bob.findsConversation(channel).number("mention_count")).isEqualTo(1);
    alice.rest().delete(Person.message(id));
    assertThat(bob.findsConversation(channel).number("mention_count")).isZero();
  }

  @Test
  void readingReadsMentionsToo() {
    alice.posts(channel, "hey @" + bob.username());
    bob.rest().post(Person.conversation(channel) + "/read", "seq", 1);
    assertThat(bob.findsConversation(channel).number("mention_count")).isZero();
  }

  @Test
  void readingBeyondTheEndIsReadingAll() {
    alice.posts(channel, "one");
    try (ChatClient client = bob.chatIn(channel)) {
      client.send("mark_read", "channel_id", channel, "seq", 999_999);
      client.await("unread_count_updated", frame -> frame.number("data.last_read_seq") == 1);
      assertThat(unread(bob)).isZero();
      alice.posts(channel, "two");
      client.awaitMessage("two");
      assertThat(unread(bob)).isEqualTo(1);
    }
  }

  @Test
  void whatIsClosedIsNotCounted() {
    long other = alice.startsGroup(bob);
    try (ChatClient client = bob.chat()) {
      alice.posts(channel, "one");
      client.await("unread_count_updated", frame -> frame.number("data.channel_id") == channel);
      alice.rest().delete(Person.conversation(channel)).expect(200);
      client.await("channel_deleted");
      alice.posts(other, "one");
      client.await("unread_count_updated", frame -> frame.number("data.channel_id") == other);
      alice.posts(other, "two"); // told a second later, as what was closed would have been
      client.await("unread_count_updated", frame -> frame.number("data.count") == 2);
      List<Json> frames = client.frames();
      int closed = frames.indexOf(client.seen("channel_deleted").get(0));
      assertThat(frames.subList(closed, frames.size()))
          .filteredOn(frame -> frame.text("type").equals("unread_count_updated"))
          .extracting(frame -> frame.number("data.channel_id"))
          .containsOnly(other);
    }
  }

  @Test
  void badMarksAreRefused() {
    Person mallory = People.named("mallory");
    String path = Person.conversation(channel) + "/read";
    assertThat(mallory.rest().post(path, "seq", 1).problem(404)).isEqualTo("not_found");
    assertThat(bob.rest().post(path, "seq", -1).problem(422)).isEqualTo("invalid_message");
    assertThat(bob.rest().post(path).problem(422)).isEqualTo("invalid_message");
    try (ChatClient client = mallory.chat()) {
      assertThat(client.ask("mark_read", "channel_id", channel, "seq", 1).text("data.code"))
          .isIn("not_found", "access_denied");
      assertThat(client.ask("mark_read", "channel_id", channel).text("data.code"))
          .isEqualTo("invalid_message");
    }
  }
}
