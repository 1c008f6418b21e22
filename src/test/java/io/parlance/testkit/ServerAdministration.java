package io.parlance.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server as an administrator finds it, before Parlance is there: a real WildFly, a real Payara
 * Server.
 */
public final class ServerAdministration implements AutoCloseable {
  private final Path folder;
  private final URI base;
  private final Path log;
  private final Map<String, String> environment;
  private final Runnable end;
  private final Path script;

  private ServerAdministration(
      Path folder, URI base, Path log, Path script, Map<String, String> environment, Runnable end) {
    this.folder = folder;
    this.base = base;
    this.log = log;
    this.script = script;
    this.environment = environment;
    this.end = end;
  }

  public static ServerAdministration wildfly() {
    Path folder = ServerFiles.fresh("it", "config-wildfly");
    int management = ServerFiles.freePort();
    ServerProcess server = ServerProcess.emptyWildFly(folder, management);
    return new ServerAdministration(
        folder,
        server.base(),
        ServerWildFly.log(folder),
        Path.of("server-config/wildfly/install.sh"),
        Map.of(
            "WILDFLY_HOME",
            ServerFiles.wildfly().toString(),
            "CONTROLLER",
            "remote+http://127.0.0.1:" + management),
        server::close);
  }

  public static ServerAdministration payara() {
    Path folder = ServerFiles.fresh("it", "config-payara");
    ServerDomain domain = ServerDomain.started(folder);
    return new ServerAdministration(
        folder,
        domain.base(),
        domain.log(),
        Path.of("server-config/payara/install.sh"),
        domain.environment(),
        domain::close);
  }

  /** Runs the script of server-config with what the database wants. */
  public ServerScript install(int time, Map<String, String> database, Path driver) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(database);
    return ServerScript.run(
        folder.resolve("install-" + time + ".log"),
        all,
        List.of("sh", script.toString(), ServerFiles.war().toString(), driver.toString()));
  }

  public ServerLog log() {
    return new ServerLog(log);
  }

  /** Waits until Parlance answers that it is ready. */
  public URI ready() {
    ServerReady.await(base, () -> true, folder.resolve("none"));
    return base;
  }

  @Override
  public void close() {
    end.run();
  }
}
