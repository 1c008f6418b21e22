package io.parlance.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server under test is told, as system properties. */
final class ServerSettings {
  private ServerSettings() {}

  /** Trusts the issuer whose keys the tests have. */
  static Map<String, String> outsideIssuer(Path data, ServerDatabase database) {
    Map<String, String> settings = new TreeMap<>(database.settings());
    settings.put("parlance.data", data.toString());
    settings.put("mp.jwt.verify.publickey.location", Keys.publicSet().toUri().toString());
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("parlance.origins", Intranet.ALLOWED.origin());
    // so that somebody can ask too often on a slow machine as well
    settings.put("parlance.limits.requests-per-second", "20");
    settings.putAll(topicFamilies());
    return settings;
  }

  /** Beside those built in: one that is not durable, one by a claim, one by a role. */
  private static Map<String, String> topicFamilies() {
    String family = "parlance.topics.family.";
    return Map.of(
        "parlance.topics.families",
        "ticker,owned,closed",
        family + "ticker.durable",
        "false",
        family + "ticker.history",
        "50",
        family + "owned.subscribe",
        "claim:lists",
        family + "closed.subscribe",
        "role:moderator");
  }

  /**
   * For a server that one test has for itself and that lives for seconds: a fifth of its start is
   * spent on checking classes, which those check that all tests share.
   */
  static final List<String> HURRIED =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");

  /**
   * As options of a Java virtual machine that starts in little time: few of them live long. The
   * demonstration hashes a password for whoever comes, which takes four times as long without the
   * better compiler: it has it for what is used as much as that. To each the machine has four
   * cores: two lanes on PostgreSQL.
   */
  static List<String> asOptions(Map<String, String> settings) {
    List<String> options =
        new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:ActiveProcessorCount=4"));
    options.addAll(
        settings.containsKey("parlance.demo")
            ? List.of(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000")
            : List.of("-XX:TieredStopAtLevel=1"));
    settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
    return options;
  }
}
