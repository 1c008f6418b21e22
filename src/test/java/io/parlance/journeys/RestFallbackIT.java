package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Proxy;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Behind a proxy that knows no WebSocket everything goes on, by REST. */
@Journey
class RestFallbackIT {
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(40_000);

  @RegisterExtension private final Visit visit = new Visit();

  @Test
  void peopleTalkWithoutASocket() {
    try (Proxy proxy = Proxy.to(visit.base(), 6).blockingSockets(true)) {
      DemoPerson bob = visit.person("bob");
      long channel = bob.startsGroup(Unique.text("Rest "), "alice");
      Page alice = visit.at(visit.of(proxy.base(), "alice"), channel);
      assertThat(alice.locator(".banner")).isVisible(SOON);
      bob.posts(channel, "do you hear me?");
      assertThat(Browser.message(alice, "do you hear me?")).isVisible(SOON);
      Browser.say(alice, "loud and clear");
      assertThat(alice.locator("[data-client-id]"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(40_000));
      assertThat(bob.contents(channel)).containsExactly("do you hear me?", "loud and clear");
      assertThat(Browser.message(alice, "loud and clear").locator("[title*='by REST']"))
          .not()
          .hasCount(0);
      proxy.blockingSockets(false);
      assertThat(alice.locator(".banner"))
          .not()
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
      bob.posts(channel, "now live");
      assertThat(Browser.message(alice, "now live")).hasCount(1);
    }
  }
}
