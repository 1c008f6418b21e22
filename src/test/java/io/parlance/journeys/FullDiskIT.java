package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parlance.testkit.Checker;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk is full: sends are refused; with room and a restart all that was acknowledged is there,
 * and it goes on as before. That it goes on without the restart is no claim yet: H2 keeps the lock
 * of a file that it could not write.
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

  @Test
  void whatWasAcknowledgedSurvivesAFullDiskAndARestart() {
    try (ServerDatabase database = ServerDatabase.named("h2", folder);
        ServerProcess server = ServerProcess.trusting(database, disk.resolve("data"))) {
      Checker checker =
          Checker.prepared(
              Checker.Plan.at(server.base()).within(Duration.ofMinutes(5)).writers(8, 60));
      checker
          .run(
              () -> {
                checker.reach(0.3);
                Path ballast = filled();
                // Whatever room the file still had is used up soon: then nothing is acknowledged.
                long before = -1;
                while (before != checker.acknowledged()) {
                  before = checker.acknowledged();
                  checker.reachedWithin(before + 1, Duration.ofSeconds(3));
                }
                assertThat(checker.acknowledged()).isLessThan(checker.planned());
                assertThat(ballast.toFile().delete()).isTrue();
                server.kill();
                server.start();
              })
          .told("full disk")
          .assertWhole();
    }
  }
}
