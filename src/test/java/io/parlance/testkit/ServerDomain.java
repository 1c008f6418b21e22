package io.parlance.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A domain of a real Payara Server on the loopback address. */
final class ServerDomain implements AutoCloseable {
  private static final String NAME = "parlance-it";

  private final Path folder;

  /** Payara adds to it: 48 for administration, 80 for HTTP, others for what nobody uses here. */
  private final int ports;

  private ServerDomain(Path folder, int ports) {
    this.folder = folder;
    this.ports = ports;
  }

  static ServerDomain started(Path folder) {
    ServerDomain domain = new ServerDomain(folder, ServerFiles.freePorts(100));
    domain.run(
        "create",
        List.of(
            "create-domain",
            "--nopassword",
            "--portbase",
            String.valueOf(domain.ports),
            "--domaindir",
            folder.toString(),
            NAME));
    domain.confine();
    domain.run("start", List.of("start-domain", "--domaindir", folder.toString(), NAME));
    return domain;
  }

  /** Nothing of a test listens to the world, and nothing looks for other servers. */
  private void confine() {
    Path file = folder.resolve(NAME + "/config/domain.xml");
    String xml =
        ServerFiles.read(file)
            .replaceAll("address=\"0\\.0\\.0\\.0\"", "address=\"127.0.0.1\"")
            .replace("type=\"EMBEDDED\"", "type=\"REMOTE\"")
            .replaceAll("<network-listener ", "<network-listener address=\"127.0.0.1\" ")
            .replaceAll(
                "(<network-listener address=\"127\\.0\\.0\\.1\"[^>]*?) address=\"127\\.0\\.0\\.1\"",
                "$1")
            .replaceAll(
                "<hazelcast-config-specific-configuration ?",
                "<hazelcast-config-specific-configuration enabled=\"false\" ");
    ServerFiles.write(file, xml);
  }

  Path log() {
    return folder.resolve(NAME + "/logs/server.log");
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + (ports + 80) + "/");
  }

  Map<String, String> environment() {
    return Map.of(
        "PAYARA_HOME",
        home().toString(),
        "ASADMIN_OPTIONS",
        "--host 127.0.0.1 --port " + (ports + 48),
        "PARLANCE_DOMAINDIR",
        folder.toString(),
        "PARLANCE_DOMAIN",
        NAME);
  }

  private static Path home() {
    return ServerFiles.artifact("it.payara-server", "target/servers/payara6");
  }

  private void run(String what, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("sh", home().resolve("bin/asadmin").toString()));
    command.addAll(arguments);
    ServerScript done =
        ServerScript.run(folder.resolve(what + ".log"), Map.of("AS_ADMIN_PASSWORD", ""), command);
    if (done.exit() != 0) {
      throw new IllegalStateException(what + ": " + done.output());
    }
  }

  @Override
  public void close() {
    run(
        "stop",
        List.of("stop-domain", "--force", "--kill", "--domaindir", folder.toString(), NAME));
  }
}
