package io.parlance.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A real browser. Chromium is taken from {@code -Dparlance.chromium}, by default {@code
 * /usr/bin/chromium}; where there is none, the test is skipped and says so.
 */
public final class Browser implements AutoCloseable {
  /** Milliseconds: generous, for machines that do much else. */
  private static final int PATIENCE = 30_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> alarms = new CopyOnWriteArrayList<>();

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  public static Browser open() {
    Path executable = Path.of(System.getProperty("parlance.chromium", "/usr/bin/chromium"));
    assumeTrue(
        Files.isExecutable(executable),
        "no browser at " + executable + ": install chromium or set -Dparlance.chromium");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(executable)
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    return new Browser(playwright, playwright.chromium().launch(options));
  }

  /** A page in a browser profile of its own, as on another person's machine. */
  public Page page(URI base, UnaryOperator<NewContextOptions> machine) {
    NewContextOptions options =
        new NewContextOptions().setBaseURL(base.toString()).setLocale("en-GB");
    BrowserContext context = chromium.newContext(machine.apply(options));
    context.setDefaultTimeout(PATIENCE);
    context.setDefaultNavigationTimeout(PATIENCE);
    context.onPage(this::listen);
    return context.newPage();
  }

  private void listen(Page page) {
    page.onDialog(
        dialog -> {
          alarms.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onPageError(error -> alarms.add("error: " + error));
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            alarms.add(message.text());
          }
        });
  }

  /** Signs in as a person does. */
  public static void signIn(Page page, String username, String password) {
    page.getByLabel("User name").fill(username);
    page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
    button(page, "Sign in").click();
  }

  /** The list of conversations. */
  public static Locator conversations(Page page) {
    return page.locator("nav.sidebar");
  }

  public static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The list of messages of the open conversation. */
  public static Locator log(Page page) {
    return page.getByRole(AriaRole.LOG);
  }

  /** A message of the open conversation by its text. */
  public static Locator message(Page page, String text) {
    return log(page)
        .getByRole(AriaRole.ARTICLE)
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  /** Where one writes. */
  public static Locator box(Page page) {
    return page.locator("main .composer textarea");
  }

  /** A conversation in the list. */
  public static Locator room(Page page, long channel) {
    return page.locator("[data-room='" + channel + "']");
  }

  /** What is written but not acknowledged. */
  public static Locator unsent(Page page) {
    return page.locator("[data-client-id]");
  }

  public static Locator banner(Page page) {
    return page.locator(".banner");
  }

  public static Locator dialog(Page page) {
    return page.locator("dialog[open]");
  }

  /** Writes into the open conversation and sends with Enter. */
  public static void say(Page page, String text) {
    box(page).fill(text);
    box(page).press("Enter");
  }

  /** Opens what can be done with a message, and chooses from it. */
  public static void choose(Page page, String message, String entry) {
    message(page, message).hover();
    message(page, message)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More"))
        .first()
        .click();
    button(page, entry).click();
  }

  /**
   * Closes all pages. Gives the dialogs, script errors and broken security policies since the last
   * time: there should be none.
   */
  public List<String> leave() {
    for (BrowserContext context : chromium.contexts()) {
      context.close();
    }
    List<String> seen = List.copyOf(alarms);
    alarms.clear();
    return seen;
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
