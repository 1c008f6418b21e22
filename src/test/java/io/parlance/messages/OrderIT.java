package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Replica;
import io.parlance.testkit.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code seq} counts the changes of a conversation without a gap, in one order for everybody. */
class OrderIT {
  private static final int WRITERS = 50;
  private static final int EACH = 4;

  @Test
  void fiftyWritersGiveOneOrderWithoutGaps() {
    Person owner = People.named("owner");
    Person reader = People.named("reader");
    List<Person> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(People.named("w"));
    }
    long channel = owner.startsGroup(reader);
    writers.forEach(
        w -> owner.rest().post(Person.participants(channel), "user_id", w.id()).expect(201));
    try (ChatClient one = reader.chatIn(channel);
        ChatClient two = owner.chatIn(channel)) {
      ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
      CompletableFuture.allOf(
              writers.stream()
                  .map(w -> CompletableFuture.runAsync(() -> writes(w, channel), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
      threads.shutdown();
      List<Long> expected = LongStream.rangeClosed(1, WRITERS * EACH).boxed().toList();
      for (ChatClient client : List.of(one, two)) {
        client.await("new_message", frame -> frame.number("data.message.seq") == WRITERS * EACH);
        assertThat(client.seen("new_message"))
            .extracting(frame -> frame.number("data.message.seq"))
            .isEqualTo(expected);
      }
      assertThat(one.seen("new_message"))
          .extracting(OrderIT::message)
          .isEqualTo(two.seen("new_message").stream().map(OrderIT::message).toList());
    }
    List<Json> history = new ArrayList<>();
    for (int after = 0; after < WRITERS * EACH; after += 100) {
      history.addAll(
          reader.rest().get(Person.messages(channel) + "?limit=100&after_seq=" + after).list());
    }
    assertThat(history)
        .extracting(m -> m.number("seq"))
        .isEqualTo(LongStream.rangeClosed(1, WRITERS * EACH).boxed().toList());
  }

  private static String message(Json event) {
    return event.text("data.message.id");
  }

  /** Half over the socket without waiting, half over REST. */
  private static void writes(Person writer, long channel) {
    List<CompletableFuture<?>> posts = new ArrayList<>();
    try (ChatClient client = writer.chat()) {
      for (int i = 0; i < EACH; i += 2) {
        client.send(
            "message", "channel_id", channel, "content", "s" + i, "client_id", Unique.text("c"));
        Json body = Json.object("content", "r" + i, "client_id", Unique.text("c"));
        posts.add(writer.rest().later("POST", Person.messages(channel), body));
      }
      for (int i = 0; i < EACH; i += 2) {
        client.await("message_sent");
      }
      posts.forEach(CompletableFuture::join);
    }
  }

  @Test
  void everyChangeTakesTheNextSeqAndReachesEachSocketInThatOrder() {
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    long channel = alice.startsGroup(bob);
    Replica replica = new Replica(channel);
    try (ChatClient reader = bob.chatIn(channel);
        ChatClient writer = alice.chatIn(channel)) {
      String id = writer.say(channel, "one").text("message_id");
      writer.ask("edit_message", "message_id", id, "content", "two");
      reader.ask("react", "message_id", id, "emoji", "x");
      reader.ask("unreact", "message_id", id, "emoji", "x");
      writer.ask("message", "channel_id", channel, "content", "three", "reply_to", id);
      writer.ask("delete_message", "message_id", id);
      writer.say(channel, "last");
      reader.awaitMessage("last");
      writer.awaitMessage("last");
      for (ChatClient client : List.of(reader, writer)) {
        client.settle();
        assertThat(client.frames().stream().map(replica::seqOf).filter(seq -> seq > 0).toList())
            .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
      }
      reader.frames().forEach(replica::apply);
      assertThat(replica.lines())
          .isEqualTo(Replica.lines(bob.rest().get(Person.messages(channel)).list()));
    }
  }

  @Test
  void everyKindOfChangeAtOnceKeepsOneOrderAndOneTruth() {
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    Person carol = People.named("carol");
    long channel = alice.startsGroup(bob, carol);
    try (ChatClient reader = carol.chatIn(channel);
        ChatClient hers = alice.chatIn(channel);
        ChatClient his = bob.chatIn(channel)) {
      List<String> said = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        said.add(hers.say(channel, "said " + i).text("message_id"));
      }
      for (int i = 0; i < 50; i++) {
        String one = said.get(i % 10);
        String other = said.get(i * 7 % 10);
        String named = "@" + bob.username() + " " + i;
        hers.send("message", "channel_id", channel, "content", named, "reply_to", other);
        hers.send("edit_message", "message_id", one, "content", named);
        his.send("react", "message_id", other, "emoji", "e" + i % 3);
        his.send("mark_read", "channel_id", channel, "seq", 5 + i);
        his.send("message", "channel_id", channel, "content", "plain " + i);
        if (i % 4 == 3) {
          his.send("unreact", "message_id", said.get((i - 1) * 7 % 10), "emoji", "e" + (i - 1) % 3);
          hers.send("delete_message", "message_id", said.get(i / 8));
        }
      }
      // what was asked for before that is done, in the order in which it was asked for
      hers.say(channel, "the end of hers");
      his.say(channel, "the end of his");
      long last = carol.findsConversation(channel).number("last_seq");
      Replica replica = new Replica(channel);
      reader.await("new_message", frame -> replica.seqOf(frame) == last);
      assertThat(reader.frames().stream().map(replica::seqOf).filter(seq -> seq > 0).toList())
          .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
      reader.frames().forEach(replica::apply);
      List<Json> truth = all(carol, channel);
      assertThat(truth).hasSize(112);
      assertThat(replica.lines()).isEqualTo(Replica.lines(truth));
      long middle = truth.get(60).number("seq");
      List<Json> unread =
          truth.stream().filter(m -> m.number("seq") > middle && !m.flag("deleted")).toList();
      Json standing = his.ask("mark_read", "channel_id", channel, "seq", middle);
      assertThat(standing.number("data.count")).isEqualTo(unread.size());
      assertThat(standing.number("data.mentions"))
          .isEqualTo(unread.stream().filter(m -> m.numbers("mentions").size() > 0).count());
    }
  }

  private static List<Json> all(Person reader, long channel) {
    List<Json> all = new ArrayList<>();
    long after = 0;
    while (true) {
      List<Json> page =
          reader.rest().get(Person.messages(channel) + "?limit=100&after_seq=" + after).list();
      all.addAll(page);
      if (page.size() < 100) {
        return all;
      }
      after = page.get(99).number("seq");
    }
  }

  @Test
  void oneSendersMessagesKeepTheirOrderOverOneSocket() {
    Person alice = People.named("alice");
    long channel = alice.startsGroup(People.named("bob"));
    try (ChatClient client = alice.chatIn(channel)) {
      for (int i = 0; i < 100; i++) {
        client.send(
            "message", "channel_id", channel, "content", "m" + i, "client_id", Unique.text("c"));
      }
      client.awaitMessage("m99");
      assertThat(client.seen("new_message"))
          .extracting(frame -> frame.text("data.message.content"))
          .isEqualTo(java.util.stream.IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
    }
  }
}
