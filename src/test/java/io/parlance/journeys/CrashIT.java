package io.parlance.journeys;

import io.parlance.testkit.Checker;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} during sending: every acknowledged message is there after the restart. */
@Tag("once")
@Timeout(600)
class CrashIT {
  private static final int KILLS = Integer.getInteger("parlance.crashes", 1);

  @TempDir private Path folder;

  private ServerDatabase database(String name) {
    return name.equals("postgres")
        ? ServerDatabase.durablePostgres(folder)
        : ServerDatabase.named(name, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgres"})
  void whatWasAcknowledgedSurvivesKillNine(String name) {
    try (ServerDatabase database = database(name);
        ServerProcess server = ServerProcess.trusting(database, folder.resolve("data"))) {
      Checker checker =
          Checker.prepared(
              Checker.Plan.at(server.base())
                  .writers(8, KILLS * 50)
                  .within(Duration.ofMinutes(5))
                  .acknowledgedWithin(Duration.ofSeconds(2)));
      checker
          .run(
              () -> {
                for (int i = 1; i <= KILLS; i++) {
                  checker.reach((double) i / (KILLS + 1));
                  server.kill();
                  server.start();
                }
              })
          .told("kill -9 on " + name)
          .assertWhole();
    }
  }
}
