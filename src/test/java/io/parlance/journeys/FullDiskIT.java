package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parlance.testkit.Checker;
import io.parlance.testkit.Person;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The disk is full: sends are refused, what was said can be read; with room all that was
 * acknowledged is there, and it goes on as before, with a restart or without one.
 */
@Tag("once")
@Timeout(600)
class FullDiskIT {
  @TempDir private Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void aSmallDisk() throws IOException {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    assumeTrue(mounted, "a small disk is a tmpfs, and mounting one needs root");
  }

  @AfterEach
  void itsEnd() {
    if (mounted) {
      run("umount", "-l", disk.toString());
    }
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path filled() {
    Path ballast = disk.resolve("ballast");
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return ballast;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void whatWasAcknowledgedSurvivesAFullDisk(String which) {
    try (ServerDatabase database = ServerDatabase.named("h2", folder);
        ServerProcess server = ServerProcess.trusting(which, database, disk.resolve("data"))) {
      Checker checker =
          Checker.prepared(
              Checker.Plan.at(server.base()).within(Duration.ofMinutes(5)).writers(8, 60));
      checker
          .run(
              () -> {
                checker.reach(0.2);
                makeRoom(stuck(checker));
                checker.reach(0.5);
                Path ballast = stuck(checker);
                server.kill();
                makeRoom(ballast);
                server.start();
              })
          .told("full disk, " + which)
          .assertWhole();
    }
  }

  /** Whatever room the file still had is used up soon: then nothing is acknowledged. */
  private Path stuck(Checker checker) {
    Path ballast = filled();
    long before = -1;
    while (before != checker.acknowledged()) {
      before = checker.acknowledged();
      checker.reachedWithin(before + 1, Duration.ofSeconds(3));
    }
    assertThat(checker.acknowledged()).isLessThan(checker.planned());
    assertThat(Checker.until(() -> canBeRead(checker), Duration.ofSeconds(20)))
        .as("what was said can be read")
        .isTrue();
    return ballast;
  }

  private static boolean canBeRead(Checker checker) {
    String page = Person.messages(checker.channel()) + "?limit=100";
    return checker.owner().rest().get(page).status() == 200;
  }

  private static void makeRoom(Path ballast) {
    assertThat(ballast.toFile().delete()).isTrue();
  }
}
