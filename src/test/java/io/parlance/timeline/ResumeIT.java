package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Crowd;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Replica;
import io.parlance.testkit.Server;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code resume}: after it a client has what one has that never lost its socket. */
class ResumeIT {
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

  private static Json position(long channel, long seq) {
    return Json.object("channel_id", channel, "after_seq", seq);
  }

  private Json resumed(ChatClient client) {
    return client.await("resumed", frame -> frame.number("data.channel_id") == channel).at("data");
  }

  private List<String> history() {
    return Replica.lines(bob.rest().get(Person.messages(channel)).list());
  }

  @Test
  void missedMessagesComeInOrderAndThenItsEnd() {
    for (int i = 1; i <= 10; i++) {
      alice.posts(channel, "m" + i);
    }
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 4)));
      Json end = resumed(client);
      assertThat(end.number("last_seq")).isEqualTo(10);
      assertThat(end.flag("complete")).isTrue();
      assertThat(client.seen("new_message"))
          .extracting(frame -> frame.number("data.message.seq"))
          .containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    }
  }

  /**
   * Ten times what may wait for a socket, and more than the kernel takes; who is quick is through
   * before who is slow begins.
   */
  @Test
  void muchOfItWaitsForWhoReadsSlowly() {
    String longest = "\uD83D\uDE00".repeat(4_096);
    int count = 300;
    long other = alice.startsGroup(bob);
    for (int i = 1; i <= count; i++) {
      alice.posts(channel, longest);
      bob.posts(other, longest);
    }
    Json both = Json.array(position(channel, 0), position(other, 0));
    try (RawSocket slow =
            RawSocket.deaf(Server.base(), "/v1/ws/chat", "Authorization: Bearer " + bob.token());
        ChatClient quick = alice.chat()) {
      slow.text(Json.object("type", "resume", "channels", both).toString());
      quick.send("resume", "channels", both);
      quick.await("resumed", frame -> frame.number("data.channel_id") == other);
      slow.startReading();
      slow.await("resumed", frame -> frame.number("data.channel_id") == other);
      for (long one : List.of(channel, other)) {
        assertThat(slow.seen("new_message", frame -> frame.number("data.channel_id") == one))
            .extracting(frame -> frame.number("data.seq"))
            .containsExactlyElementsOf(LongStream.rangeClosed(1, count).boxed().toList());
      }
    }
  }

  @Test
  void changesOfEveryKindLeadToTheSameState() {
    Replica replica = new Replica(channel);
    String early = alice.posts(channel, "early").text("id");
    String other = alice.posts(channel, "other").text("id");
    bob.rest().get(Person.messages(channel)).list().forEach(replica::put);
    alice.rest().patch(Person.message(early), "content", "early, better");
    alice.posts(channel, "late");
    String gone = alice.posts(channel, "gone").text("id");
    bob.rest().put(Person.message(early) + "/reactions/x");
    alice.rest().delete(Person.message(gone));
    alice.rest().delete(Person.message(other));
    bob.rest().post(Person.messages(channel), "content", "reply", "reply_to_id", early);
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, replica.lastSeq())));
      assertThat(resumed(client).number("last_seq")).isEqualTo(9);
      client.frames().forEach(replica::apply);
      assertThat(replica.lines()).isEqualTo(history());
      assertThat(client.frames().stream().map(replica::seqOf).filter(seq -> seq > 0).toList())
          .isSorted();
    }
  }

  /** As when a first resume was cut after what came later, with the message still to be told. */
  @Test
  void whoNeverHadADeletedMessageLearnsItsPlace() {
    String gone = alice.posts(channel, "gone").text("id");
    Json later = alice.posts(channel, "later");
    alice.rest().delete(Person.message(gone));
    Replica replica = new Replica(channel);
    replica.put(later);
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, replica.lastSeq())));
      resumed(client);
      client.frames().forEach(replica::apply);
      assertThat(replica.lines()).isEqualTo(history());
    }
  }

  @Test
  void fromZeroBringsEverything() {
    alice.posts(channel, "one");
    alice.posts(channel, "two");
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 0)));
      resumed(client);
      assertThat(client.seen("new_message")).hasSize(2);
    }
  }

  @Test
  void nothingMissedIsNothingButTheEnd() {
    alice.posts(channel, "one");
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 1)));
      assertThat(resumed(client).flag("complete")).isTrue();
      assertThat(client.seen("new_message")).isEmpty();
    }
  }

  @Test
  void resumingJoins() {
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 0)));
      resumed(client);
      alice.posts(channel, "live again");
      client.awaitMessage("live again");
    }
  }

  @Test
  void severalConversationsEachGetTheirEnd() {
    long second = alice.startsGroup(bob);
    alice.posts(channel, "here");
    alice.posts(second, "there");
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 0), position(second, 0)));
      client.await("resumed", frame -> frame.number("data.channel_id") == second);
      resumed(client);
      assertThat(client.seen("new_message")).hasSize(2);
    }
  }

  @Test
  void moreThan500MissedIsNotComplete() {
    Crowd.writes(channel, 501, alice);
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 0)));
      Json end = resumed(client);
      assertThat(end.flag("complete")).isFalse();
      assertThat(end.number("last_seq")).isEqualTo(501);
      alice.posts(channel, "joined all the same");
      client.awaitMessage("joined all the same");
      client.send("resume", "channels", Json.array(position(channel, 2)));
      assertThat(resumed(client).flag("complete")).isTrue();
    }
  }

  @Test
  void whatIsNamedTwiceComesOnce() {
    alice.posts(channel, "one");
    try (ChatClient client = bob.chat()) {
      client.send(
          "resume", "channels", Json.array(position(channel, 0), position(channel, 0)), "id", "a");
      client.send("resume", "channels", Json.array(position(channel, 1)), "id", "b");
      client.await("resumed", frame -> frame.text("id").equals("b"));
      assertThat(client.seen("resumed")).extracting(f -> f.text("id")).containsExactly("a", "b");
      assertThat(client.seen("new_message")).hasSize(1);
    }
  }

  @Test
  void whoSaysToKnowMoreThanThereIsDeafensNobody() {
    alice.posts(channel, "one");
    try (ChatClient first = alice.chat();
        ChatClient second = bob.chat()) {
      first.send("resume", "channels", Json.array(position(channel, 999_999)), "id", "far");
      Json far = first.await("resumed", frame -> frame.text("id").equals("far"));
      assertThat(far.number("data.last_seq")).isEqualTo(1);
      second.join(channel);
      alice.posts(channel, "two");
      first.awaitMessage("two");
      second.awaitMessage("two");
    }
  }

  @Test
  void tooMuchAtOnceIsRefusedAndInNobodysWay() {
    alice.posts(channel, "one");
    Object[] nowhere =
        LongStream.rangeClosed(1, 1_000).mapToObj(i -> position(NOWHERE + i, 0)).toArray();
    try (ChatClient client = bob.chat()) {
      for (int i = 0; i < 15; i++) {
        client.send("resume", "channels", Json.array(nowhere), "id", "n" + i);
      }
      Json refused = client.await("error");
      assertThat(refused.text("data.code")).isEqualTo("rate_limited");
      assertThat(refused.at("data").number("retry_after_ms")).isPositive();
    }
    try (ChatClient client = bob.chat()) {
      client.send("resume", "channels", Json.array(position(channel, 0)), "id", "another");
      client.await("resumed", frame -> frame.text("id").equals("another"));
    }
  }

  @Test
  void strangerIsDenied() {
    alice.posts(channel, "secret");
    Person mallory = People.named("mallory");
    try (ChatClient client = mallory.chat()) {
      Json answer = client.ask("resume", "channels", Json.array(position(channel, 0)));
      assertThat(answer.text("type")).isIn("channel_access_denied", "error");
      client.settle();
      assertThat(client.seen("new_message")).isEmpty();
      assertThat(client.seen("resumed")).isEmpty();
    }
  }

  @Test
  void badPositionsAreRefusedAndTheSocketStays() {
    try (ChatClient client = bob.chat()) {
      for (Json channels :
          List.of(
              Json.object("channels", "x"),
              Json.object("channels", Json.array("x")),
              Json.object(
                  "channels", Json.array(Json.object("channel_id", channel, "after_seq", "x"))),
              Json.object("channels", Json.array(Json.object("after_seq", 1))),
              Json.object())) {
        assertThat(
                client.errorCode(
                    Json.object("type", "resume")
                        .with(
                            channels.names("channels")
                                ? new Object[] {"channels", channels.at("channels")}
                                : new Object[0])))
            .as(channels.toString())
            .isEqualTo("invalid_message");
      }
      client.settle();
    }
  }
}
