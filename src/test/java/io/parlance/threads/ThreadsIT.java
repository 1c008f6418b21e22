package io.parlance.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies: announced as such, counted at their parent, listed by it. */
class ThreadsIT {
  private Person alice;
  private Person bob;
  private long channel;
  private String parent;

  @BeforeEach
  void aQuestion() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
    parent = alice.posts(channel, "a question").text("id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reply_to", "reply_to_id", "parent_id"})
  void replyNamesItsParentInThreeWays(String field) {
    try (ChatClient reader = alice.chatIn(channel);
        ChatClient writer = bob.chatIn(channel)) {
      writer.send("message", "channel_id", channel, "content", "an answer", field, parent);
      Json event = reader.await("new_reply").at("data");
      assertThat(event.text("parent_id")).isEqualTo(parent);
      assertThat(event.text("message.parent_id")).isEqualTo(parent);
      assertThat(event.number("message.seq")).isEqualTo(2);
      assertThat(event.number("parent.reply_count")).isEqualTo(1);
      assertThat(event.has("parent.last_reply_at")).isTrue();
      reader.settle();
      assertThat(reader.seen("new_message")).isEmpty();
    }
  }

  private Json replies(String content) {
    return bob.rest()
        .post(Person.messages(channel), "content", content, "reply_to_id", parent)
        .expect(201)
        .data();
  }

  @Test
  void parentCountsItsReplies() {
    replies("one");
    Json last = replies("two");
    Json found = alice.finds(parent);
    assertThat(found.number("reply_count")).isEqualTo(2);
    assertThat(found.text("last_reply_at")).isEqualTo(last.text("created_at"));
  }

  @Test
  void aDeletedReplyNoLongerCounts() {
    Json kept = replies("kept");
    Json taken = replies("taken back");
    try (ChatClient reader = alice.chatIn(channel);
        ChatClient late = alice.chat()) {
      bob.rest().delete(Person.message(taken.text("id"))).expect(200);
      Json told = reader.await("message_deleted").at("data.parent");
      assertThat(told.text("id")).isEqualTo(parent);
      assertThat(told.number("reply_count")).isEqualTo(1);
      assertThat(told.text("last_reply_at")).isEqualTo(kept.text("created_at"));
      Json behind = Json.object("channel_id", channel, "after_seq", 3);
      late.send("resume", "channels", Json.array(behind));
      assertThat(late.await("message_deleted").at("data.parent").toString())
          .isEqualTo(told.toString());
    }
    Json found = alice.finds(parent);
    assertThat(found.number("reply_count")).isEqualTo(1);
    assertThat(found.text("last_reply_at")).isEqualTo(kept.text("created_at"));
  }

  @Test
  void repliesAreListedInOrder() {
    for (int i = 0; i < 5; i++) {
      replies("answer " + i);
    }
    alice.posts(channel, "something else");
    assertThat(alice.rest().get(Person.message(parent) + "/replies").list())
        .extracting(reply -> reply.text("content"))
        .containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4");
  }

  @Test
  void repliesAreReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      replies("answer " + i);
    }
    List<String> read = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Answer page =
          alice.rest().get(Person.message(parent) + "/replies?limit=2" + cursor).expect(200);
      page.list().forEach(reply -> read.add(reply.text("content")));
      String next = page.json().textOrNull("page.next_cursor");
      cursor = next == null ? null : "&cursor=" + next;
    }
    assertThat(read).containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4");
  }

  @Test
  void parentMustBeOfTheSameConversation() {
    long elsewhere = alice.startsGroup(bob);
    try (ChatClient client = alice.chatIn(elsewhere)) {
      Json answer =
          client.ask("message", "channel_id", elsewhere, "content", "x", "reply_to", parent);
      assertThat(answer.text("data.code")).isIn("not_found", "invalid_message");
    }
    assertThat(
            alice
                .rest()
                .post(Person.messages(elsewhere), "content", "x", "reply_to_id", parent)
                .status())
        .isIn(404, 422);
  }

  @Test
  void replyToAReplyBelongsToTheSameThread() {
    String first = replies("one").text("id");
    Json second =
        alice
            .rest()
            .post(Person.messages(channel), "content", "two", "reply_to_id", first)
            .expect(201)
            .data();
    assertThat(second.text("parent_id")).isIn(parent, first);
  }

  @Test
  void strangerFindsNoReplies() {
    replies("secret");
    Person mallory = People.named("mallory");
    assertThat(mallory.rest().get(Person.message(parent) + "/replies").problem(404))
        .isEqualTo("not_found");
  }
}
