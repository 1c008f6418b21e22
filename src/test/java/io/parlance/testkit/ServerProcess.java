package io.parlance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that a test has for itself, as a child process on the loopback address: to be killed, to
 * be started again on the same port and data, to be asked what only such a server answers.
 */
public final class ServerProcess implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int PATIENCE = 20;
  private static final String READY = "/health/ready";

  private final List<String> command;
  private final Path folder;
  private final Path log;
  private final URI base;
  private final String sign;
  private final Thread cleaner = new Thread(this::kill, "stop a server of a test");
  private Process process;

  private ServerProcess(List<String> command, Path folder, Path log, int port, String signOfLife) {
    this.command = List.copyOf(command);
    this.sign = signOfLife;
    this.folder = folder;
    this.log = log;
    this.base = URI.create("http://127.0.0.1:" + port + "/");
    Runtime.getRuntime().addShutdownHook(cleaner);
    start();
  }

  /** {@code java -jar parlance.jar} with accounts of its own and the demo people, who may hurry. */
  public static ServerProcess demo() {
    return jar(
        Map.of(
            "parlance.demo",
            "true",
            "parlance.limits.frames-burst",
            "100000",
            "parlance.limits.messages-burst",
            "100000",
            "parlance.limits.requests-burst",
            "100000"));
  }

  /** {@code java -jar parlance.jar} as somebody starts it who configures nothing. */
  public static ServerProcess bare() {
    return jar(Map.of());
  }

  /** {@code java -jar parlance.jar} that trusts the tests' issuer. */
  public static ServerProcess trusting(ServerDatabase database, Path data) {
    return trusting(database, data, Map.of());
  }

  public static ServerProcess trusting(
      ServerDatabase database, Path data, Map<String, String> more) {
    return jar(with(ServerSettings.outsideIssuer(data.toAbsolutePath(), database), more));
  }

  /**
   * The same on either server.
   *
   * @param server {@code payara}, which is in the jar, or {@code wildfly} with the WAR
   */
  public static ServerProcess trusting(String server, ServerDatabase database, Path data) {
    return trusting(server, database, data, Map.of());
  }

  public static ServerProcess trusting(
      String server, ServerDatabase database, Path data, Map<String, String> more) {
    return server.equals("payara")
        ? trusting(database, data, more)
        : deployed(
            server,
            ServerFiles.war(),
            database,
            with(Map.of("parlance.data", data.toAbsolutePath().toString()), more));
  }

  /**
   * Either server with a WAR of the test's own making, trusting the tests' issuer.
   *
   * @param server {@code payara} or {@code wildfly}
   */
  public static ServerProcess deployed(
      String server, Path war, ServerDatabase database, Map<String, String> more) {
    Path folder = folder(server);
    int port = ServerFiles.freePort();
    Map<String, String> settings =
        with(ServerSettings.outsideIssuer(folder.resolve("data"), database), more);
    boolean isPayara = server.equals("payara");
    return new ServerProcess(
        isPayara
            ? ServerPayara.command(war, folder, port, settings)
            : ServerWildFly.withParlance(war, folder, port, settings),
        folder,
        isPayara ? ServerPayara.log(folder) : ServerWildFly.log(folder),
        port,
        READY);
  }

  /** WildFly with nothing deployed, to be administered at this port. */
  static ServerProcess emptyWildFly(Path folder, int management) {
    int port = ServerFiles.freePort();
    return new ServerProcess(
        ServerWildFly.command(ServerWildFly.base(folder), port, management, Map.of()),
        folder,
        ServerWildFly.log(folder),
        port,
        "/");
  }

  private static ServerProcess jar(Map<String, String> settings) {
    Path folder = folder("jar");
    int port = ServerFiles.freePort();
    Map<String, String> all =
        with(Map.of("parlance.data", folder.resolve("data").toString()), settings);
    return new ServerProcess(
        ServerPayara.command(folder, port, all), folder, ServerPayara.log(folder), port, READY);
  }

  private static Path folder(String kind) {
    return ServerFiles.fresh("it", "once", COUNT.incrementAndGet() + "-" + kind);
  }

  private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return all;
  }

  /** Starts it, again if it was killed, and returns when it is ready. */
  public void start() {
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("console.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ServerReady.await(base, sign, process::isAlive, log);
  }

  /** {@code kill -9}: nothing in it gets to say good-bye. */
  public void kill() {
    if (process != null) {
      process.destroyForcibly();
      ended();
    }
  }

  /** An orderly stop, as an operator asks for it. */
  public void stop() {
    process.destroy();
    if (!ended()) {
      kill();
    }
  }

  private boolean ended() {
    try {
      return process.waitFor(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public URI base() {
    return base;
  }

  public long pid() {
    return process.pid();
  }

  public ServerLog log() {
    return new ServerLog(log);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(cleaner);
    stop();
  }
}
