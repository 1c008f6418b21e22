package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who does nothing for five minutes is shown as away. The minutes are put forward, not waited. */
@Journey
class AwayIT {
  private static final String LONG_ENOUGH = "05:30";

  @RegisterExtension private final Visit visit = new Visit();

  private Page alice;
  private Page bob;
  private Locator aliceForBob;

  @BeforeEach
  void bobLooksAtAlice() {
    DemoPerson there = visit.person("bob");
    long channel = there.startsDirect("alice");
    alice = visit.of("alice");
    alice.clock().install();
    visit.at(alice, channel);
    bob = visit.of("bob", channel);
    aliceForBob = bob.locator("main header");
    shows("Online");
  }

  @AfterEach
  void aliceIsBack() {
    choose("Online");
  }

  @Test
  void untilTheyStir() {
    alice.clock().fastForward(LONG_ENOUGH);
    shows("Away");
    alice.reload();
    Browser.log(alice).waitFor();
    shows("Away");
    // one goes on moving until the page is there to notice
    int[] at = {0};
    bob.waitForCondition(
        () -> {
          alice.mouse().move(100, 100 + ++at[0] % 100);
          return aliceForBob.textContent().contains("Online");
        });
  }

  @Test
  void whatWasChosenStays() {
    choose("Busy");
    shows("Busy");
    alice.clock().fastForward(LONG_ENOUGH);
    // it goes by the same socket, after what the quiet minutes would have sent
    String said = Unique.text("still at it ");
    Browser.say(alice, said);
    assertThat(Browser.message(bob, said)).isVisible();
    shows("Busy");
  }

  private void choose(String status) {
    alice.getByTitle("My status").click();
    Browser.button(alice, status).click();
  }

  private void shows(String status) {
    assertThat(aliceForBob).containsText(status);
  }
}
