package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who no longer answers, and who is no longer welcome, leaves nothing open. */
@Tag("once")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GoneIT {
  @TempDir private static Path folder;

  private static ServerDatabase database;
  private static ServerProcess server;
  private Person alice;
  private Person bob;

  @BeforeAll
  static void start() {
    database = ServerDatabase.durablePostgres(folder);
    Path war = Path.of(System.getProperty("it.war", "target/parlance.war")).toAbsolutePath();
    server =
        ServerProcess.deployed(
            "wildfly",
            war,
            database,
            Map.of("parlance.limits.ping-seconds", "2", "parlance.limits.dead-seconds", "8"));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @BeforeEach
  void two() {
    alice = People.named(server.base(), "alice", List.of());
    bob = People.named(server.base(), "bob", List.of());
  }

  @Test
  void whoNeverAnswersAPingIsGone() {
    String topic = "list:" + Unique.text("");
    try (TopicClient watcher = TopicClient.of(alice);
        RawSocket deaf =
            RawSocket.deaf(
                server.base(), TopicClient.DOOR, "Authorization: Bearer " + bob.token())) {
      watcher.subscribe(topic);
      deaf.text("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
      watcher.await("joined", frame -> "joined".equals(frame.textOrNull("presence")));
      Json left = watcher.await("left", frame -> "left".equals(frame.textOrNull("presence")));
      assertThat(left.number("user_id")).isEqualTo(bob.id());
      assertThat(watcher.socket().isClosed()).as("who answers pings stays").isFalse();
    }
  }

  /** Suspended elsewhere, here by the database. */
  @Test
  void whoIsSuspendedIsGoneFromEveryDoor() throws SQLException {
    Person carol = People.named(server.base(), "carol", List.of());
    long channel = alice.startsGroup(carol);
    try (ChatClient chat = carol.chatIn(channel);
        ChatClient alices = alice.chatIn(channel);
        TopicClient topics = TopicClient.of(carol)) {
      topics.subscribe("gifts:all");
      suspend(carol);
      assertThat(chat.awaitClose()).isEqualTo(4002);
      assertThat(topics.socket().awaitClose()).isEqualTo(4001);
      assertThat(carol.rest().get("/v1/messaging/conversations").problem(403))
          .isEqualTo("access_denied");
      assertThat(alices.say(channel, "she is gone").number("seq")).isPositive();
    }
  }

  private static void suspend(Person person) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement update =
            connection.prepareStatement("update people set suspended = true where id = ?")) {
      update.setLong(1, person.id());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }
}
