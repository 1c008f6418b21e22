package io.parlance.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What other Java processes are doing, as {@code jcmd} tells it. */
public final class JavaProcesses {
  private JavaProcesses() {}

  /** What each Java process that this one has started answers to that command. */
  public static List<String> ofChildren(String command) throws IOException {
    List<String> answers = new ArrayList<>();
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      if (child.info().command().filter(path -> path.endsWith("java")).isPresent()) {
        answers.add(of(child.pid(), command));
      }
    }
    return answers;
  }

  private static String of(long pid, String command) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(pid), command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
