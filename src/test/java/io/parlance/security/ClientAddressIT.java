package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.People;
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

/**
 * Behind a proxy everybody comes from its address, and is counted by their own; who is one too many
 * is told 1013.
 */
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
          String.valueOf(ATTEMPTS),
          "parlance.limits.connections-per-user",
          "2",
          "parlance.limits.connections-per-address",
          "3",
          "parlance.limits.connections",
          "4");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void limitsCountByTheClient(String which) {
    try (ServerDatabase database = ServerDatabase.named("h2", folder);
        ServerProcess server =
            ServerProcess.trusting(which, database, folder.resolve("data"), SETTINGS)) {
      URI base = server.base();
      badTokensLockOutTheirSender(base);
      nobodyElseIsLockedOutAndSocketsAreCounted(base);
    }
  }

  private static void badTokensLockOutTheirSender(URI base) {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(comesWithABadToken(base, STRANGER)).isEqualTo(4002);
    }
    assertThat(comesWithABadToken(base, STRANGER)).isEqualTo(1013);
    assertThat(comesWithABadToken(base, "198.51.100.1, " + STRANGER))
        .as("an address of the stranger's own making")
        .isEqualTo(1013);
  }

  private static void nobodyElseIsLockedOutAndSocketsAreCounted(URI base) {
    String alice = People.named(base, "alice", List.of()).token();
    String bob = People.named(base, "bob", List.of()).token();
    String carol = People.named(base, "carol", List.of()).token();

    ChatClient first = opening(base, "198.51.100.1").bearer(alice).connect();
    ChatClient second = opening(base, STRANGER + ", 198.51.100.1").bearer(alice).connect();
    assertThat(opening(base, "198.51.100.2").bearer(alice).open().awaitClose())
        .as("more of one person")
        .isEqualTo(1013);

    ChatClient third = opening(base, "198.51.100.1").bearer(bob).connect();
    assertThat(opening(base, "198.51.100.1").bearer(carol).open().awaitClose())
        .as("more from one address")
        .isEqualTo(1013);

    ChatClient fourth = opening(base, "198.51.100.2").bearer(carol).connect();
    assertThat(opening(base, "198.51.100.3").bearer(bob).open().awaitClose())
        .as("more in all")
        .isEqualTo(1013);
    List.of(first, second, third, fourth).forEach(each -> each.settle().close());
  }

  private static int comesWithABadToken(URI base, String forwarded) {
    return opening(base, forwarded).query("token", "nonsense").open().awaitClose();
  }

  private static ChatClient.Opening opening(URI base, String forwarded) {
    return ChatClient.at(base, ChatClient.CHAT).header("X-Forwarded-For", forwarded);
  }
}
