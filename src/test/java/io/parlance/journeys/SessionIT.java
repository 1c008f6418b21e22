package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing in, staying signed in, and what is left when that ends. */
@Journey
class SessionIT {
  private static final String KEPT = "JSON.parse(localStorage.getItem('parlance.session'))";

  private static final String CHANGE =
      "change => localStorage.setItem('parlance.session', JSON.stringify({..."
          + KEPT
          + ", ...change}))";

  @RegisterExtension private final Visit visit = new Visit();

  @Test
  void whoFollowsALinkIsThereAfterSigningIn() {
    DemoPerson bob = visit.person("bob");
    long channel = bob.startsGroup(Unique.text("Link "), "alice");
    String message = bob.posts(channel, "this is it");
    Page alice = visit.stranger();
    alice.navigate("/c/" + channel + "/" + message);
    Browser.signIn(alice, "alice", "wrong");
    assertThat(alice.getByRole(AriaRole.ALERT)).containsText("do not go together");
    Browser.signIn(alice, "alice", "demo");
    assertThat(Browser.message(alice, "this is it")).hasClass(Pattern.compile("\\bmarked\\b"));
    assertThat(alice).hasURL(Pattern.compile("/c/" + channel + "/" + message + "$"));
  }

  @Test
  void sessionIsRenewedSilently() {
    Page alice = visit.of("alice");
    Object before = alice.evaluate(KEPT + ".token");
    alice.evaluate(
        CHANGE,
        Map.of("ends", (double) Instant.now().plusSeconds(2).toEpochMilli(), "margin", 1_000));
    alice.reload();
    alice.waitForCondition(() -> !before.equals(alice.evaluate(KEPT + ".token")));
    assertThat(Browser.conversations(alice)).isVisible();
    assertThat(Browser.banner(alice)).hasCount(0);
  }

  @Test
  void whereItCannotBeRenewedNoDraftIsLost() {
    long channel = visit.person("bob").startsGroup(Unique.text("Ends "), "alice");
    Page alice = visit.of("alice", channel);
    Browser.box(alice).fill("I was about to say");
    alice.evaluate(CHANGE, Map.of("token", "worth nothing", "ends", 1));
    alice.reload();
    Browser.signIn(alice, "alice", "demo");
    assertThat(Browser.box(alice)).hasValue("I was about to say");
    assertThat(alice).hasURL(Pattern.compile("/c/" + channel + "$"));
  }

  @Test
  void pageSpeaksGermanToo() {
    Page alice = visit.of("alice", machine -> machine.setLocale("de-AT"));
    assertThat(alice.locator("html")).hasAttribute("lang", "de");
    Browser.button(alice, "Einstellungen").click();
    alice.getByLabel("Sprache").selectOption("en");
    assertThat(alice.locator("html")).hasAttribute("lang", "en");
    assertThat(Browser.dialog(alice)).containsText("Keyboard shortcuts");
  }
}
