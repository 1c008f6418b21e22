package io.parlance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Rest;
import io.parlance.testkit.ServerAdministration;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerScript;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of server-config set up a real server, and do no harm when they are run again. */
@Tag("once")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ServerConfigIT {
  @TempDir private Path folder;

  @Test
  void wildflyIsSetUpTwice() {
    setUpTwice(ServerAdministration::wildfly);
  }

  @Test
  void payaraServerIsSetUpTwice() {
    setUpTwice(ServerAdministration::payara);
  }

  private void setUpTwice(Supplier<ServerAdministration> finding) {
    try (ServerDatabase database = ServerDatabase.named("postgres", folder);
        ServerAdministration server = finding.get()) {
      Map<String, String> settings = database.environment();
      for (int time = 1; time <= 2; time++) {
        ServerScript done = server.install(time, settings, ServerDatabase.driver());
        assertThat(done.exit()).as(done.output()).isZero();
        assertThat(done.output())
            .contains("Parlance is deployed")
            .doesNotContain(settings.get("PARLANCE_DB_PASSWORD") + "\n");
        Rest anybody = Rest.anonymous(server.ready());
        assertThat(anybody.get("/v1/auth/config").status()).isEqualTo(200);
        assertThat(database.holdsTables()).as("its tables are in that database").isTrue();
      }
    }
  }
}
