package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.ServerProcess;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code kill -9} while people write: nothing is lost, nothing is doubled, and they can see why.
 */
@Journey
class ServerKilledIT {
  private static final double PATIENCE = 90_000;

  /** Each state that the banner goes through. */
  private static final String WATCH =
      """
      () => {
        globalThis.tones = [];
        const look = () => tones.push(document.querySelector('.banner')?.dataset.tone ?? 'none');
        new MutationObserver(look).observe(document.querySelector('.banners'),
          { subtree: true, childList: true, attributes: true });
      }
      """;

  @RegisterExtension private final Visit visit = new Visit();

  @Test
  @Timeout(300)
  void nothingIsLostOrDoubled() {
    try (ServerProcess server = ServerProcess.demo()) {
      DemoPerson bobByRest = DemoPerson.signsIn(server.base(), "bob");
      long channel = bobByRest.startsGroup(Unique.text("Killed "), "alice");
      Page alice = visit.at(visit.of(server.base(), "alice"), channel);
      Page bob = visit.at(visit.of(server.base(), "bob"), channel);
      alice.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
      Browser.say(alice, "before");
      assertThat(Browser.message(bob, "before")).hasCount(1);
      assertThat(Browser.unsent(alice)).hasCount(0);
      alice.evaluate(WATCH);

      server.kill();
      assertThat(Browser.banner(alice)).isVisible();
      assertThat(Browser.message(alice, "before")).isVisible();
      Browser.say(alice, "in the dark");
      Browser.say(bob, "who turned off the light?");
      assertThat(Browser.unsent(alice)).hasCount(1);
      Browser.box(alice).fill("half a thou");
      assertThat(Browser.banner(alice))
          .hasAttribute(
              "data-tone",
              "error",
              new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
      assertThat((List<?>) alice.evaluate("() => tones"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
          .contains("disconnected", "connecting", "error");

      alice.reload();
      assertThat(Browser.banner(alice)).isVisible();
      server.start();
      // each comes back in its own time: the longest pause between two attempts is 30 seconds
      for (Page page : List.of(alice, bob)) {
        assertThat(Browser.banner(page))
            .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
        assertThat(Browser.unsent(page))
            .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
      }
      for (Page page : List.of(alice, bob)) {
        assertThat(Browser.message(page, "in the dark")).hasCount(1);
        assertThat(Browser.message(page, "who turned off the light?")).hasCount(1);
      }
      assertThat(Browser.box(alice)).hasValue("half a thou");
      assertThat(bobByRest.contents(channel))
          .containsExactlyInAnyOrder("before", "in the dark", "who turned off the light?");
    }
  }
}
