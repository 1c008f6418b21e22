package io.parlance.testkit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Waits until a server says that it is ready. */
final class ServerReady {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Pattern REFUSED =
      Pattern.compile(
          "Exception while loading the app|Exception while deploying|Exception during lifecycle"
              + "|WFLYCTL0013|WFLYSRV0026|Failed to start, exiting");

  private ServerReady() {}

  static void await(URI base, BooleanSupplier alive, Path log) {
    await(base, "/health/ready", alive, log);
  }

  static void await(URI base, String sign, BooleanSupplier alive, Path log) {
    Awaitility.await("ready: " + base + ", log " + log)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the server has ended, see " + log, () -> !alive.getAsBoolean())
        .failFast(
            "the server refused the application, see " + log,
            () -> REFUSED.matcher(ServerFiles.read(log)).find())
        .until(() -> says200(base.resolve(sign)));
  }

  private static boolean says200(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(10_000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
