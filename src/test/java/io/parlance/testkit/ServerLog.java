package io.parlance.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a server has logged. */
public record ServerLog(Path file) {
  private static final Pattern LOUD =
      Pattern.compile("\\A\\S+ \\S+ (WARNING|WARN|SEVERE|ERROR|FATAL)\\s");
  private static final Pattern HEAD = Pattern.compile("^\\d{4}-\\d{2}-\\d{2} \\S+ [A-Z]+\\s.*");
  private static final Pattern FRAME =
      Pattern.compile("^\\s+at io\\.parlance\\.", Pattern.MULTILINE);

  /**
   * What the servers warn of at every start, with whatever application, and the demo's own word;
   * and what the tests bring about on purpose.
   */
  private static final List<Pattern> KNOWN =
      List.of(
              "NCLS-SECURITY-05054",
              "The SSL certificate with alias \\S+ has expired",
              "Runtime directory is located in a temporary file",
              "org\\.hibernate\\.orm\\.deprecation.*hibernate\\.enhancer",
              "registered the JDBC driver .* but failed to unregister it",
              "DEMONSTRATION: ",
              "WFLYTX0013",
              "WFLYELY00023",
              "WFLYELY01084",
              "WFLYELY01085",
              "WFLYSRV0059")
          .stream()
          .map(Pattern::compile)
          .toList();

  public String text() {
    return ServerFiles.read(file);
  }

  /** Warnings and errors, and what has frames of our own in its stack trace: whole. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    for (String line : text().lines().toList()) {
      if (HEAD.matcher(line).matches()) {
        judge(entry, troubles);
        entry.setLength(0);
      }
      entry.append(line).append('\n');
    }
    judge(entry, troubles);
    return troubles;
  }

  private static void judge(CharSequence entry, List<String> troubles) {
    boolean bad = LOUD.matcher(entry).find() || FRAME.matcher(entry).find();
    if (bad && KNOWN.stream().noneMatch(pattern -> pattern.matcher(entry).find())) {
      troubles.add(entry.toString());
    }
  }
}
