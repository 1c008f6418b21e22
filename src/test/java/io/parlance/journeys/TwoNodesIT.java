package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Payara and WildFly on one PostgreSQL, with nothing between them: each hears of what the other
 * took by the sweep alone, as a node hears of what it lost the hint of.
 */
@Tag("once")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TwoNodesIT {
  private static final int EACH = 100;

  @TempDir private static Path folder;

  private static ServerDatabase database;
  private static ServerProcess payara;
  private static ServerProcess wildfly;

  private Person alice;
  private Person bob;
  private long channel;

  @BeforeAll
  static void start() {
    database = ServerDatabase.durablePostgres(folder);
    payara = ServerProcess.trusting(database, folder.resolve("payara"));
    wildfly = ServerProcess.trusting("wildfly", database, folder.resolve("wildfly"));
  }

  @AfterAll
  static void stop() {
    wildfly.close();
    payara.close();
    database.close();
  }

  @BeforeEach
  void oneOnEach() {
    alice = People.named(payara.base(), "alice", List.of());
    bob = People.named(wildfly.base(), "bob", List.of());
    channel = alice.startsGroup(bob);
  }

  @Test
  void whatOneNodeTookTheOtherTells() {
    try (ChatClient hers = alice.chatIn(channel);
        ChatClient his = bob.chatIn(channel)) {
      Json message = alice.posts(channel, "from Payara");
      assertThat(his.awaitMessage("from Payara").text("id")).isEqualTo(message.text("id"));
      alice.rest().patch(Person.message(message.text("id")), "content", "changed");
      assertThat(his.await("message_updated").text("data.message.content")).isEqualTo("changed");
      bob.posts(channel, "from WildFly");
      hers.awaitMessage("from WildFly");
    }
  }

  @Test
  void bothWriteIntoOneOrder() {
    try (ChatClient hers = alice.chatIn(channel);
        ChatClient his = bob.chatIn(channel)) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(bob));
      write(alice);
      writing.join();
      for (ChatClient client : List.of(hers, his)) {
        await()
            .atMost(30, TimeUnit.SECONDS)
            .until(() -> client.seen("new_message").size() >= 2 * EACH);
        assertThat(client.seen("new_message").stream().map(event -> event.number("data.seq")))
            .containsExactlyElementsOf(LongStream.rangeClosed(1, 2 * EACH).boxed().toList());
      }
      assertThat(ids(hers)).isEqualTo(ids(his));
    }
  }

  @Test
  void whoIsTakenOutOnOneNodeHearsNoMoreOnTheOther() {
    long elsewhere = alice.startsGroup(bob);
    try (ChatClient his = bob.chatIn(channel, elsewhere)) {
      alice.rest().delete(Person.participants(channel) + "/" + bob.id()).expect(200);
      Json left = his.await("member_left").at("data");
      assertThat(left.number("channel_id")).isEqualTo(channel);
      assertThat(left.number("user_id")).isEqualTo(bob.id());

      alice.posts(channel, "without him");
      alice.posts(elsewhere, "with him");
      his.awaitMessage("with him"); // by a sweep that looked at both
      assertThat(his.seen("new_message", e -> e.number("data.channel_id") == channel)).isEmpty();
    }
  }

  private void write(Person person) {
    for (int i = 0; i < EACH; i++) {
      person.posts(channel, person.name() + " " + i);
    }
  }

  private static List<String> ids(ChatClient client) {
    return client.seen("new_message").stream().map(event -> event.text("data.message.id")).toList();
  }
}
