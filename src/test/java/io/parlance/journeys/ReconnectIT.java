package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Proxy;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The line goes and comes back; nothing is lost and nothing is doubled. */
@Journey
class ReconnectIT {
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(40_000);

  @RegisterExtension private final Visit visit = new Visit();

  private Proxy proxy;
  private DemoPerson bob;
  private Page alice;
  private long channel;

  @BeforeEach
  void aliceBehindABadNetwork() {
    proxy = Proxy.to(visit.base(), 5);
    bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Line "), "alice");
    alice = visit.at(visit.of(proxy.base(), "alice"), channel);
    bob.posts(channel, "live");
    assertThat(Browser.message(alice, "live")).isVisible();
  }

  @AfterEach
  void end() {
    proxy.close();
  }

  private Locator banner() {
    return alice.locator(".banner");
  }

  @Test
  void whatWasMissedComesAfterTheLineIsBack() {
    proxy.away(true);
    assertThat(banner()).isVisible(SOON);
    bob.posts(channel, "missed one");
    bob.posts(channel, "missed two");
    proxy.away(false);
    assertThat(Browser.message(alice, "missed two")).isVisible(SOON);
    assertThat(Browser.message(alice, "missed one")).hasCount(1);
    bob.posts(channel, "live again");
    assertThat(Browser.message(alice, "live again")).hasCount(1);
    assertThat(banner()).not().isVisible();
  }

  @Test
  void moreThanCanBeToldAgainIsLoadedAnewAndThatIsSaid() {
    proxy.away(true);
    assertThat(banner()).isVisible(SOON);
    bob.postsMany(channel, 2_100);
    proxy.away(false);
    assertThat(alice.getByText("Much has happened meanwhile")).isVisible(SOON);
    assertThat(Browser.message(alice, "number 2100.")).isInViewport();
    bob.posts(channel, "live again");
    assertThat(Browser.message(alice, "live again")).isInViewport();
  }

  @Test
  void whatWasWrittenMeanwhileIsSentOnce() {
    proxy.away(true);
    assertThat(banner()).isVisible(SOON);
    Browser.say(alice, "written in a tunnel");
    assertThat(Browser.message(alice, "written in a tunnel")).isVisible();
    proxy.away(false);
    assertThat(alice.locator("[data-client-id]"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(40_000));
    assertThat(bob.contents(channel)).containsExactly("live", "written in a tunnel");
    assertThat(Browser.message(alice, "written in a tunnel")).hasCount(1);
  }

  @Test
  void whatWasWrittenMeanwhileSurvivesAReload() {
    proxy.losingAcknowledgements(1);
    long dropped = proxy.dropped();
    Browser.say(alice, "sent, but who knows");
    assertThat(Browser.message(alice, "sent, but who knows")).isVisible();
    await().atMost(Duration.ofSeconds(40)).until(() -> proxy.dropped() > dropped);
    alice.reload();
    proxy.losingAcknowledgements(0);
    assertThat(Browser.message(alice, "sent, but who knows")).isVisible(SOON);
    assertThat(alice.locator("[data-client-id]"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(40_000));
    assertThat(bob.contents(channel)).containsExactly("live", "sent, but who knows");
  }
}
