package io.parlance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Rest;
import io.parlance.testkit.ServerAdministration;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerScript;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of server-config set up a real server, and do no harm when they are run again. */
@Tag("once")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class ServerConfigIT {
  @TempDir private Path folder;

  /** With all that a shell, Payara's files of commands or WildFly's properties might misread. */
  private static final String PASSWORD = "a\"b\\c 'd'=$e#f";

  @Test
  void wildflyIsSetUpAgainAndAgain() throws Exception {
    setUp(ServerAdministration::wildfly);
  }

  @Test
  void payaraServerIsSetUpAgainAndAgain() throws Exception {
    setUp(ServerAdministration::payara);
  }

  private void setUp(Supplier<ServerAdministration> finding) throws Exception {
    try (ServerDatabase database = ServerDatabase.named("postgres", folder);
        ServerAdministration server = finding.get()) {
      Map<String, String> settings = new TreeMap<>(database.environment());
      settings.put("PARLANCE_DB_PASSWORD", PASSWORD);
      for (int time = 1; time <= 2; time++) {
        check(server.install(time, settings, ServerDatabase.driver()), server);
        assertThat(database.holdsTables("postgres")).as("its tables are there").isTrue();
      }
      moveToOneThatIsAway(database, server, settings);
    }
  }

  /** To another address, whose database is started only when it is waited for. */
  private static void moveToOneThatIsAway(
      ServerDatabase database, ServerAdministration server, Map<String, String> settings)
      throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create database moved");
    }
    settings.computeIfPresent(
        "PARLANCE_DB_URL", (key, url) -> url.replaceFirst("/postgres$", "/moved"));
    database.stop();
    CompletableFuture<ServerScript> script =
        CompletableFuture.supplyAsync(() -> server.install(3, settings, ServerDatabase.driver()));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> script.isDone() || server.log().text().contains("Waiting for the database"));
    database.start();
    check(script.join(), server);
    assertThat(database.holdsTables("moved")).as("its tables are there, too").isTrue();
  }

  private static void check(ServerScript done, ServerAdministration server) {
    assertThat(done.exit()).as(done.output()).isZero();
    assertThat(done.output()).contains("Parlance is deployed").doesNotContain(PASSWORD);
    Rest anybody = Rest.anonymous(server.ready());
    assertThat(anybody.get("/v1/auth/config").status()).isEqualTo(200);
  }
}
