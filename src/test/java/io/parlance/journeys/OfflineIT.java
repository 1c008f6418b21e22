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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page is opened without a way to the server. */
@Journey
class OfflineIT {
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(40_000);

  private static final LocatorAssertions.HasCountOptions IN_TIME =
      new LocatorAssertions.HasCountOptions().setTimeout(40_000);

  private static final String KEPT = "() => localStorage.getItem('parlance.conversations')";

  @RegisterExtension private final Visit visit = new Visit();

  private Proxy proxy;
  private DemoPerson bob;
  private long channel;
  private long other;
  private Page alice;

  @BeforeEach
  void aliceHasBeenHere() {
    proxy = Proxy.to(visit.base(), 8);
    bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Cellar "), "alice");
    other = bob.startsGroup(Unique.text("Attic "), "alice");
    bob.posts(other, "a secret");
    alice = visit.of(proxy.base(), "alice");
    alice.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
    assertThat(Browser.room(alice, other)).containsText("1 unread message");
  }

  @AfterEach
  void end() {
    proxy.close();
  }

  private void opensWithoutAServer() {
    proxy.away(true);
    alice.reload();
    assertThat(Browser.banner(alice)).isVisible(SOON);
  }

  @Test
  void conversationsAreThereAndOneCanWrite() {
    opensWithoutAServer();
    assertThat(Browser.room(alice, other)).containsText("1 unread message");
    Browser.room(alice, channel).click();
    Browser.say(alice, "from below");
    assertThat(Browser.unsent(alice)).containsText("from below");
    alice.reload();
    assertThat(Browser.unsent(alice)).containsText("from below");
    bob.posts(other, "another one");
    String late = Unique.text("Roof ");
    bob.startsGroup(late, "alice");
    proxy.away(false);
    assertThat(Browser.conversations(alice).getByText(late)).isVisible(SOON);
    assertThat(Browser.room(alice, other)).containsText("2 unread messages");
    assertThat(Browser.unsent(alice)).hasCount(0, IN_TIME);
    assertThat(Browser.message(alice, "from below")).hasCount(1);
    assertThat(bob.contents(channel)).containsExactly("from below");
  }

  @Test
  void whatIsUnreadIsBelowTheLineWhenTheServerIsBack() {
    visit.at(alice, channel);
    opensWithoutAServer();
    assertThat(Browser.box(alice)).isVisible();
    bob.posts(channel, "meanwhile");
    proxy.away(false);
    assertThat(Browser.message(alice, "meanwhile")).isVisible(SOON);
    assertThat(alice.locator(".divider.new")).isVisible();
  }

  @Test
  void nothingIsLeftAfterSigningOut() {
    alice.reload();
    assertThat(Browser.room(alice, other)).containsText("1 unread message");
    assertThat((String) alice.evaluate(KEPT)).contains("Attic").doesNotContain("a secret");
    alice.getByTitle("My status").click();
    Browser.button(alice, "Sign out").click();
    assertThat(Browser.button(alice, "Sign in")).isVisible();
    assertThat(alice.evaluate(KEPT)).isNull();
    alice.reload();
    assertThat(Browser.button(alice, "Sign in")).isVisible();
    assertThat(alice.evaluate(KEPT)).isNull();
  }
}
