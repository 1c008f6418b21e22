package io.parlance.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The server under test: one deployment for all classes of a test run, started and stopped by
 * {@link ServerSession}. {@code -Dparlance.url} names one that already runs.
 */
public final class Server {
  private static ServerDeployment deployment;

  /** Why it did not start, told to each test that asks for it. */
  private static String failure;

  private Server() {}

  /** Where it is: {@code http://127.0.0.1:PORT/}. */
  public static URI base() {
    String running = System.getProperty("parlance.url");
    if (running != null) {
      return URI.create(running.endsWith("/") ? running : running + "/");
    }
    return deployment().base();
  }

  /** The same over TLS, by the server itself; of a server that the tests started. */
  public static URI secure() {
    return deployment().secure();
  }

  /** What it has logged so far. */
  public static ServerLog log() {
    return new ServerLog(deployment().log());
  }

  /** Whether the tests started it themselves, and so may read its log. */
  public static boolean isOurs() {
    return System.getProperty("parlance.url") == null;
  }

  static synchronized void stop() {
    if (deployment != null) {
      deployment.stop();
      deployment = null;
    }
  }

  /** Before the first test, whose time limit would not be for this. */
  static synchronized void startAhead() {
    if (isOurs() && List.of("payara", "wildfly").contains(System.getProperty("it.server", ""))) {
      try {
        deployment();
      } catch (RuntimeException e) {
        failure = e + ", because of " + e.getCause();
      }
    }
  }

  private static synchronized ServerDeployment deployment() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    if (deployment == null) {
      String name = System.getProperty("it.server", "payara");
      String database = System.getProperty("it.db", "h2");
      Path folder = ServerFiles.fresh("it", name + "-" + database);
      deployment = ServerDeployment.start(name, folder, ServerDatabase.named(database, folder));
    }
    return deployment;
  }
}
