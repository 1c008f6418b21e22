package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand messages: few of them are in the page, and it stays where one reads. */
@Journey
class LongHistoryIT {
  private static final int MANY = 10_000;

  /** Some pages of them. */
  private static final int FAR = 600;

  /**
   * How far below the top of the log the first message that is seen whole stands, and which; empty
   * amid a scroll, when what is to be seen is not drawn yet.
   */
  private static final String PLACE =
      """
      (log) => {
        const top = log.getBoundingClientRect().top;
        const seen = [...log.querySelectorAll('article')]
          .map((one) => ({ seq: Number(one.dataset.seq), at: Math.round(one.getBoundingClientRect().top - top) }))
          .find(({ at }) => at >= 0);
        return seen ? `${seen.seq} at ${seen.at}` : '';
      }
      """;

  private static final String OLDEST =
      "log => Math.min(...[...log.querySelectorAll('article')].map((one) =>"
          + " Number(one.dataset.seq)))";

  @RegisterExtension private final Visit visit = new Visit();

  @Test
  void isReadFromTheEndIntoThePast() {
    DemoPerson bob = visit.person("bob");
    long channel = bob.startsGroup(Unique.text("Long "), "alice");
    bob.postsMany(channel, MANY);
    Page alice = visit.of("alice");
    assertThat(Browser.room(alice, channel)).containsText("999+");
    List<Route> late = new ArrayList<>();
    alice.route(url -> url.contains("after_seq="), late::add);
    visit.at(alice, channel);
    Locator log = Browser.log(alice);
    assertThat(log.getByRole(AriaRole.SEPARATOR)).isInViewport();
    alice.waitForCondition(
        () -> {
          log.evaluate("log => log.scrollBy(0, 100)");
          return !late.isEmpty();
        });
    alice
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Jump to the latest"))
        .click();
    assertThat(Browser.message(alice, "number " + MANY + ".")).isInViewport();
    // the page below the line comes when another part is shown: it is no longer wanted
    late.forEach(Route::resume);
    alice.unrouteAll();
    alice.waitForCondition(
        () -> {
          log.evaluate("log => log.scrollTo(0, 0)");
          assertThat(log.getByRole(AriaRole.ARTICLE).count()).isLessThan(200);
          return (Integer) log.evaluate(OLDEST) < MANY - FAR;
        },
        new Page.WaitForConditionOptions().setTimeout(60_000));
    String there = settled(alice, log);
    bob.posts(channel, "meanwhile");
    assertThat(alice.getByText("1 new")).isVisible();
    assertThat(log.evaluate(PLACE)).isEqualTo(there);
  }

  /** What came in above was measured, and the view stands still again. */
  private static String settled(Page page, Locator log) {
    String[] last = {""};
    int[] same = {0};
    page.waitForCondition(
        () -> {
          String place = (String) log.evaluate(PLACE);
          same[0] = !place.isEmpty() && place.equals(last[0]) ? same[0] + 1 : 0;
          last[0] = place;
          return same[0] >= 20;
        });
    return last[0];
  }
}
