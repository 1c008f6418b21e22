package io.parlance.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Payara Micro is told where to listen and where to log. */
final class ServerPayara {
  private ServerPayara() {}

  /** Sets what arquillian.xml refers to; gives the log. */
  static Path prepare(Path folder, int port, int secure, Map<String, String> settings) {
    System.setProperty(
        "it.payara",
        ServerFiles.artifact("it.payara", "target/servers/payara-micro.jar").toString());
    System.setProperty("it.java-options", escaped(ServerSettings.asOptions(settings)));
    List<String> options = new ArrayList<>(options(folder, port));
    options.addAll(List.of("--sslport", String.valueOf(secure)));
    options.addAll(asShipped());
    System.setProperty("it.payara-options", escaped(options));
    return log(folder);
  }

  /** What the one jar has inside; other WARs are given it. */
  private static List<String> asShipped() {
    Path properties = Path.of("src/main/payara-micro/system.properties").toAbsolutePath();
    return List.of("--systemproperties", properties.toString());
  }

  /** The one jar of the build, listening and logging where a test wants it. */
  static List<String> command(Path folder, int port, Map<String, String> settings) {
    return command(
        folder, port, settings, ServerFiles.artifact("it.jar", "target/parlance.jar").toString());
  }

  /** The server of the build with another WAR at its root. */
  static List<String> command(Path war, Path folder, int port, Map<String, String> settings) {
    Path payara = ServerFiles.artifact("it.payara", "target/servers/payara-micro.jar");
    List<String> command = command(folder, port, settings, payara.toString());
    command.addAll(List.of("--deploy", war.toString(), "--contextroot", "ROOT"));
    command.addAll(asShipped());
    return command;
  }

  private static List<String> command(
      Path folder, int port, Map<String, String> settings, String jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(temporary(folder));
    command.addAll(ServerSettings.HURRIED);
    command.addAll(ServerSettings.asOptions(settings));
    command.add("-jar");
    command.add(jar);
    command.addAll(options(folder, port));
    return command;
  }

  /** What is killed leaves what it unpacked; here `clean` takes it away. */
  private static String temporary(Path folder) {
    return "-Djava.io.tmpdir=" + ServerFiles.make(folder.resolve("tmp"));
  }

  /** Loopback only, no cluster, and the log in a file too. */
  static List<String> options(Path folder, int port) {
    Path boot = ServerFiles.write(folder.resolve("pre-boot.txt"), BOOT);
    Path logging =
        ServerFiles.write(folder.resolve("logging.properties"), LOGGING.formatted(log(folder)));
    return List.of(
        "--port",
        String.valueOf(port),
        "--nohazelcast",
        "--disablephonehome",
        "--prebootcommandfile",
        boot.toString(),
        "--logproperties",
        logging.toString());
  }

  static Path log(Path folder) {
    return folder.resolve("server.log");
  }

  private static String escaped(List<String> options) {
    return String.join(" ", options.stream().map(option -> option.replace(" ", "\\ ")).toList());
  }

  private static final String BOOT =
      """
      set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
      set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
      set configs.config.server-config.network-config.protocols.protocol.http-listener.http.allow-payload-for-undefined-http-methods=true
      set configs.config.server-config.network-config.protocols.protocol.http-listener.http.header-buffer-length-bytes=32768
      set configs.config.server-config.network-config.network-listeners.network-listener.https-listener.address=127.0.0.1
      """;

  // The console stays: Arquillian reads there that the server is up.
  private static final String LOGGING =
      """
      handlers=java.util.logging.FileHandler,java.util.logging.ConsoleHandler
      java.util.logging.FileHandler.pattern=%s
      java.util.logging.FileHandler.append=true
      java.util.logging.FileHandler.encoding=UTF-8
      java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format=%%1$tF %%1$tT.%%1$tL %%4$-7s [%%3$s] %%5$s%%6$s%%n
      .level=INFO
      """;
}
