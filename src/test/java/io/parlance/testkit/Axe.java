package io.parlance.testkit;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/**
 * What axe finds in a page: in its own world, so that the page's security policy stays as it is.
 */
public final class Axe {
  private static final Path SCRIPT = Path.of("src/main/frontend/node_modules/axe-core/axe.min.js");

  private static final String RUN =
      """
      async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.html}`))
      """;

  private Axe() {}

  /** One line a finding; a page without a mistake gives none. */
  @SuppressWarnings("unchecked") // what the expression gives
  public static List<String> findings(Page page) {
    if (!(Boolean) page.evaluate("() => 'axe' in globalThis")) {
      page.evaluate(ServerFiles.read(SCRIPT));
    }
    return (List<String>) page.evaluate(RUN);
  }
}
