package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Checker;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL stops and starts: sends are refused for the time being, and nothing is lost. */
@Tag("once")
@Timeout(600)
class DatabaseAwayIT {
  @TempDir private Path folder;

  @Test
  void whatWasAcknowledgedSurvivesARestartOfPostgres() {
    survives(
        "PostgreSQL stopped and started",
        (checker, database) -> {
          checker.reach(0.3);
          database.stop();
          database.start();
          checker.reach(0.7);
          database.stop();
          database.start();
        });
  }

  @Test
  void whatWasAcknowledgedSurvivesACrashOfPostgres() {
    survives(
        "PostgreSQL crashed",
        (checker, database) -> {
          for (double share = 0.1; share < 0.9; share += 0.1) {
            checker.reach(share);
            database.crash();
            database.start();
          }
        });
  }

  private void survives(String fault, BiConsumer<Checker, ServerDatabase> faults) {
    try (ServerDatabase database = ServerDatabase.durablePostgres(folder);
        ServerProcess server = ServerProcess.trusting(database, folder.resolve("data"))) {
      Checker checker =
          Checker.prepared(
              Checker.Plan.at(server.base()).within(Duration.ofMinutes(5)).writers(12, 100));
      checker.run(() -> faults.accept(checker, database)).told(fault).assertWhole();
    }
  }

  @Test
  void withoutItsDatabaseTheServerSaysUnavailableAndStaysOpen() {
    try (ServerDatabase database = ServerDatabase.durablePostgres(folder);
        ServerProcess server = ServerProcess.trusting(database, folder.resolve("data"))) {
      Person alice = People.named(server.base(), "alice", List.of());
      long channel = alice.startsGroup();
      try (ChatClient client = alice.chatIn(channel)) {
        database.stop();
        Json answer =
            client.ask("message", "channel_id", channel, "content", "x", "client_id", "c1");
        assertThat(answer.text("data.code")).isEqualTo("unavailable");
        assertThat(answer.number("data.retry_after_ms")).isPositive();
        assertThat(answer.text("data.client_id")).isEqualTo("c1");
        assertCannotFollow(client.ask("join", "channel_id", channel), channel);
        Json position = Json.object("channel_id", channel, "after_seq", 0);
        assertCannotFollow(client.ask("resume", "channels", Json.array(position)), channel);
        var rest = alice.rest().post(Person.messages(channel), "content", "x");
        assertThat(rest.problem(503)).isEqualTo("unavailable");
        assertThat(Long.parseLong(rest.header("retry-after"))).isPositive();
        client.settle();
        assertThat(health(server)).isEqualTo(503);
        database.start();
        assertThat(Checker.until(() -> health(server) == 200, Duration.ofSeconds(30))).isTrue();
        Json sent = client.ask("message", "channel_id", channel, "content", "x", "client_id", "c1");
        assertThat(sent.text("type")).isEqualTo("message_sent");
        assertThat(sent.number("data.seq")).isEqualTo(1);
      }
    }
  }

  /** Which of its conversations a client has to join or resume again. */
  private static void assertCannotFollow(Json answer, long channel) {
    assertThat(answer.text("type")).isEqualTo("error");
    assertThat(answer.text("data.code")).isEqualTo("unavailable");
    assertThat(answer.number("data.retry_after_ms")).isPositive();
    assertThat(answer.number("data.channel_id")).isEqualTo(channel);
  }

  private static int health(ServerProcess server) {
    return Rest.anonymous(server.base()).get("/health/ready").status();
  }
}
