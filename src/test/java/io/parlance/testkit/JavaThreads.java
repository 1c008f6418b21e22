package io.parlance.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the threads of other Java processes are doing. */
public final class JavaThreads {
  private JavaThreads() {}

  /** The threads of each Java process that this one has started, as {@code jcmd} prints them. */
  public static List<String> ofChildren() throws IOException {
    List<String> dumps = new ArrayList<>();
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      if (child.info().command().filter(command -> command.endsWith("java")).isPresent()) {
        dumps.add(of(child.pid()));
      }
    }
    return dumps;
  }

  private static String of(long pid) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(pid), "Thread.print")
            .redirectErrorStream(true)
            .start();
    try (var output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
