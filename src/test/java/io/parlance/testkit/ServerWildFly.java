package io.parlance.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** How WildFly is told where to listen and where to keep its files. */
final class ServerWildFly {
  private ServerWildFly() {}

  /** Sets what arquillian.xml refers to; gives the log. */
  static Path prepare(Path folder, int port, int secure, Map<String, String> settings) {
    int management = ServerFiles.freePort();
    Path base = base(folder);
    System.setProperty("it.wildfly", ServerFiles.wildfly().toString());
    System.setProperty("it.management-port", String.valueOf(management));
    System.setProperty(
        "it.java-options", String.join(" ", options(base, port, secure, management, settings)));
    return log(folder);
  }

  /** With the WAR in the folder that it deploys from. */
  static List<String> withParlance(Path war, Path folder, int port, Map<String, String> settings) {
    Path base = base(folder);
    ServerFiles.copy(war, base.resolve("deployments/parlance.war"));
    return command(base, port, ServerFiles.freePort(), settings);
  }

  static List<String> command(Path base, int port, int management, Map<String, String> settings) {
    return StandaloneCommandBuilder.of(ServerFiles.wildfly())
        .setBaseDirectory(base)
        .addJavaOptions(ServerSettings.HURRIED)
        .addJavaOptions(options(base, port, ServerFiles.freePort(), management, settings))
        .build();
  }

  /** A copy of the server's configuration: the installation itself is never written to. */
  static Path base(Path folder) {
    Path base = ServerFiles.make(folder.resolve("standalone"));
    ServerFiles.make(base.resolve("deployments"));
    ServerFiles.copy(
        ServerFiles.wildfly().resolve("standalone/configuration"), base.resolve("configuration"));
    return base;
  }

  private static List<String> options(
      Path base, int port, int secure, int management, Map<String, String> settings) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Djboss.server.base.dir=" + base,
                "-Djboss.server.log.dir=" + base.resolve("log"),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + secure,
                "-Djboss.management.http.port=" + management));
    options.addAll(ServerSettings.asOptions(settings));
    return options;
  }

  static Path log(Path folder) {
    return folder.resolve("standalone/log/server.log");
  }
}
