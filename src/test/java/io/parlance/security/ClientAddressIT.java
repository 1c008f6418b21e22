package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy everybody comes from its address, and is counted by their own. */
@Tag("once")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ClientAddressIT {
  // one more every half minute
  private static final int ATTEMPTS = 2;
  private static final String STRANGER = "203.0.113.9";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "parlance.proxies",
          "127.0.0.0/8",
          "parlance.limits.attempts-per-minute",
          String.valueOf(ATTEMPTS));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void badTokensLockOutOnlyTheirSender(String which) {
    try (ServerDatabase database = ServerDatabase.named("h2", folder);
        ServerProcess server =
            ServerProcess.trusting(which, database, folder.resolve("data"), SETTINGS)) {
      for (int i = 0; i < ATTEMPTS; i++) {
        assertThat(comesWithABadToken(server.base(), STRANGER)).isEqualTo(4002);
      }
      assertThat(comesWithABadToken(server.base(), STRANGER)).isEqualTo(1013);
      assertThat(comesWithABadToken(server.base(), "198.51.100.1, " + STRANGER))
          .as("an address of the stranger's own making")
          .isEqualTo(1013);

      Person alice = People.named(server.base(), "alice", List.of());
      opening(server.base(), "198.51.100.1").bearer(alice.token()).connect().close();
      opening(server.base(), STRANGER + ", 198.51.100.1").bearer(alice.token()).connect().close();
    }
  }

  private static int comesWithABadToken(URI base, String forwarded) {
    return opening(base, forwarded).query("token", "nonsense").open().awaitClose();
  }

  private static ChatClient.Opening opening(URI base, String forwarded) {
    return ChatClient.at(base, ChatClient.CHAT).header("X-Forwarded-For", forwarded);
  }
}
