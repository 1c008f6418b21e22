package io.parlance.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code join_channel} and {@code leave_channel} at the chat door. */
class JoiningIT {
  private static final long NOWHERE = 9_007_199_254_740_000L;
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
  void memberIsToldWhereTheConversationStands() {
    alice.posts(channel, "one");
    alice.posts(channel, "two");
    try (ChatClient client = bob.chat()) {
      Json joined = client.join(channel);
      assertThat(joined.number("channel_id")).isEqualTo(channel);
      assertThat(joined.number("last_seq")).isEqualTo(2);
      assertThat(joined.number("last_read_seq")).isZero();
      assertThat(joined.number("unread_count")).isEqualTo(2);
      assertThat(joined.at("members_online").toString()).isNotEmpty();
    }
  }

  @Test
  void shortNameIsAnsweredWithTheShortName() {
    try (ChatClient client = alice.chat()) {
      Json answer = client.ask("join", "channel_id", channel);
      assertThat(answer.text("type")).isEqualTo("joined");
      assertThat(answer.number("data.channel_id")).isEqualTo(channel);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel_id", "conversation_id", "room_id"})
  void conversationMayBeNamedInThreeWays(String field) {
    try (ChatClient client = alice.chat()) {
      assertThat(client.ask("join_channel", field, channel).text("type"))
          .isEqualTo("channel_joined");
    }
  }

  @Test
  void numberMayBeGivenAsText() {
    try (ChatClient client = alice.chat()) {
      Json answer = client.ask("join_channel", "channel_id", Long.toString(channel));
      assertThat(answer.number("data.channel_id")).isEqualTo(channel);
    }
  }

  @Test
  void strangerIsDeniedAsIfThereWereNothing() {
    Person mallory = People.named("mallory");
    try (ChatClient client = mallory.chat()) {
      Json foreign = client.ask("join_channel", "channel_id", channel);
      Json nothing = client.ask("join_channel", "channel_id", NOWHERE);
      assertThat(foreign.text("type")).isEqualTo("channel_access_denied");
      assertThat(alike(foreign, channel)).isEqualTo(alike(nothing, NOWHERE));
    }
  }

  /** An answer's text without what must differ. */
  private static String alike(Json answer, long channel) {
    return answer.without("id", "timestamp").toString().replace(Long.toString(channel), "ID");
  }

  @Test
  void strangerHearsNothing() {
    Person mallory = People.named("mallory");
    try (ChatClient client = mallory.chat();
        ChatClient member = bob.chatIn(channel)) {
      client.ask("join_channel", "channel_id", channel);
      alice.posts(channel, "between us");
      member.awaitMessage("between us");
      client.settle();
      assertThat(client.seen("new_message")).isEmpty();
      assertThat(client.seen("unread_count_updated")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "null", "true", "{}", "[]", "[1]", "1.5", "\"\"", "\"1 2\""})
  void malformedIdIsAJoinError(String id) {
    try (ChatClient client = alice.chat()) {
      client.sendText("{\"type\":\"join_channel\",\"id\":\"m\",\"channel_id\":" + id + "}");
      Json answer = client.await("channel_join_error");
      assertThat(answer.text("id")).isEqualTo("m");
      assertThat(answer.text("message")).isNotBlank();
      client.settle();
    }
  }

  @Test
  void missingIdIsAJoinError() {
    try (ChatClient client = alice.chat()) {
      assertThat(client.ask("join_channel").text("type")).isEqualTo("channel_join_error");
    }
  }

  @Test
  void joiningTwiceIsJoiningOnce() {
    try (ChatClient client = bob.chatIn(channel, channel)) {
      alice.posts(channel, "once");
      client.awaitMessage("once");
      client.settle();
      assertThat(client.seen("new_message")).hasSize(1);
    }
  }

  @Test
  void whoLeftHearsNoMessagesButStaysAMember() {
    try (ChatClient client = bob.chatIn(channel);
        ChatClient other = alice.chatIn(channel)) {
      Json left = client.ask("leave_channel", "channel_id", channel);
      assertThat(left.text("type")).isEqualTo("channel_left");
      assertThat(left.number("data.channel_id")).isEqualTo(channel);
      alice.posts(channel, "unheard");
      other.awaitMessage("unheard");
      client.await("unread_count_updated", frame -> frame.number("data.count") == 1);
      client.settle();
      assertThat(client.seen("new_message")).isEmpty();
      assertThat(client.join(channel).number("last_seq")).isEqualTo(1);
    }
  }

  @Test
  void shortLeaveIsALeaveToo() {
    try (ChatClient client = bob.chatIn(channel)) {
      assertThat(client.ask("leave", "room_id", channel).text("type")).isEqualTo("channel_left");
    }
  }

  @Test
  void whoIsTakenOutHearsNothingMore() {
    try (ChatClient client = bob.chatIn(channel);
        ChatClient other = alice.chatIn(channel)) {
      alice.rest().delete(Person.participants(channel) + "/" + bob.id());
      other.await("member_left", frame -> frame.number("data.user_id") == bob.id());
      alice.posts(channel, "without bob");
      other.awaitMessage("without bob");
      client.settle();
      assertThat(client.seen("new_message")).isEmpty();
      assertThat(client.ask("join_channel", "channel_id", channel).text("type"))
          .isEqualTo("channel_access_denied");
    }
  }

  @Test
  void oneSocketHoldsManyConversations() {
    long second = alice.startsGroup(bob);
    long third = alice.startsDirect(bob);
    try (ChatClient client = bob.chatIn(channel, second, third)) {
      alice.posts(third, "in the third");
      alice.posts(second, "in the second");
      assertThat(client.awaitMessage("in the third").number("channel_id")).isEqualTo(third);
      assertThat(client.awaitMessage("in the second").number("channel_id")).isEqualTo(second);
    }
  }
}
