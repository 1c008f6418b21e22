package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.parlance.testkit.Browser;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Proxy;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is upgraded while its page is open: same sizes and dates, another client. */
@Journey
class NewVersionIT {
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(40_000);

  @RegisterExtension private final Visit visit = new Visit();

  private Proxy proxy;
  private long channel;
  private Page alice;

  @BeforeEach
  void door() {
    proxy = Proxy.to(visit.base(), 7);
    channel = visit.person("bob").startsGroup(Unique.text("Upgrade "), "alice");
  }

  @AfterEach
  void end() {
    proxy.close();
  }

  private static Locator build(Page page) {
    return page.locator("meta[name=parlance-build]");
  }

  /** The page is open with a draft in it, the server is upgraded; gives what its page says now. */
  private String upgraded(ServiceWorkerPolicy workers) {
    alice = visit.of(proxy.base(), "alice", machine -> machine.setServiceWorkers(workers));
    visit.at(alice, channel);
    if (workers == ServiceWorkerPolicy.ALLOW) {
      alice.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
    }
    Browser.box(alice).fill("half a thought");
    String before = build(alice).getAttribute("content");
    String after = "z".repeat(before.length());
    proxy.rewording(before, after);
    proxy.cut(1);
    assertThat(alice.getByText("There is a new version of this page.")).isVisible(SOON);
    return after;
  }

  @ParameterizedTest
  @EnumSource
  void isToldAndReloadedWithoutLosingADraft(ServiceWorkerPolicy workers) {
    String after = upgraded(workers);
    assertThat(build(alice)).not().hasAttribute("content", after);
    assertThat(Browser.box(alice)).hasValue("half a thought");
    Browser.button(alice, "Reload").click();
    assertThat(build(alice)).hasAttribute("content", after);
    assertThat(Browser.box(alice)).hasValue("half a thought");
  }

  @Test
  void oldPageStaysWherePartsOfItAreGone() {
    upgraded(ServiceWorkerPolicy.BLOCK);
    alice.route(
        "**/assets/Settings*", route -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    Browser.button(alice, "Settings").click();
    assertThat(alice.getByText("This could not be loaded.")).isVisible();
    assertThat(Browser.box(alice)).hasValue("half a thought");
  }

  @Test
  void isWhatOpensWithoutAServerFromThenOn() {
    String after = upgraded(ServiceWorkerPolicy.ALLOW);
    Browser.button(alice, "Reload").click();
    assertThat(build(alice)).hasAttribute("content", after);
    proxy.away(true);
    alice.reload();
    assertThat(Browser.banner(alice)).isVisible(SOON);
    assertThat(build(alice)).hasAttribute("content", after);
  }
}
