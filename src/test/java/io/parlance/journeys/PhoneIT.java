package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a phone: one pane at a time, and everything large enough for a thumb. */
@Journey
class PhoneIT {
  /** Each control on the page that is smaller than a thumb wants, with its size. */
  private static final String SMALL =
      """
      () => [...document.querySelectorAll('button, select, input, textarea, nav a')]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }))
        .map((one) => [one, (one.matches('[type=checkbox], [type=radio]') ? one.closest('label') : one)])
        .map(([one, target]) => [one, target.getBoundingClientRect()])
        .filter(([, box]) => box.width < 44 || box.height < 44)
        .map(([one, box]) => `${one.outerHTML.slice(0, 200)} ${box.width} x ${box.height}`)
      """;

  /** Each control that reaches beyond the edge of the screen. */
  private static final String HANGS_OUT =
      """
      () => [...document.querySelectorAll('button, select, input, textarea, nav a')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.outerHTML.slice(0, 200))
      """;

  /** Keeps in mind by how much of the screen, and how far, things were moved by themselves. */
  private static final String WATCH_SHIFTS =
      """
      window.shifts = [];
      new PerformanceObserver((seen) => window.shifts.push(...seen.getEntries().map((one) => one.value)))
        .observe({ type: 'layout-shift', buffered: true });
      """;

  @RegisterExtension private final Visit visit = new Visit();

  private long channel;
  private String said;
  private Page phone;

  @BeforeEach
  void aliceAtHerPhone() {
    DemoPerson bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Phone ") + " and a name too long for one line", "alice");
    said = bob.posts(channel, "on my way");
    phone =
        visit.of(
            "alice",
            machine ->
                machine
                    .setViewportSize(390, 844)
                    .setHasTouch(true)
                    .setIsMobile(true)
                    .setDeviceScaleFactor(2));
  }

  @Test
  void oneOfThePanesIsShown() {
    Locator list = Browser.conversations(phone);
    Locator main = phone.locator("main .bar");
    Locator pane = phone.locator("aside.pane");
    assertThat(main).isHidden();
    Browser.room(phone, channel).tap();
    assertThat(Browser.message(phone, "on my way")).isVisible();
    assertThat(list).isHidden();
    phone.navigate("/c/" + channel + "?thread=" + said);
    assertThat(pane).containsText("on my way");
    assertThat(main).isHidden();
    Browser.button(phone, "Close").tap();
    assertThat(main).isVisible();
    assertThat(pane).hasCount(0);
    Browser.button(phone, "To the conversations").tap();
    assertThat(list).isVisible();
    assertThat(main).isHidden();
  }

  @Test
  void everyTargetIsLargeEnoughAndNothingHangsOut() {
    List<Runnable> places =
        List.of(
            () -> Browser.room(phone, channel).waitFor(),
            () -> visit.at(phone, channel),
            () -> phone.navigate("/c/" + channel + "?about"),
            () -> phone.navigate("/c/" + channel + "?thread=" + said),
            () -> phone.navigate("/c/999999"),
            this::openSettings);
    for (Runnable place : places) {
      place.run();
      phone.locator("button:visible").first().waitFor();
      assertThat(phone.evaluate(SMALL)).as(phone.url()).isEqualTo(List.of());
      assertThat(phone.evaluate(HANGS_OUT)).as(phone.url()).isEqualTo(List.of());
    }
  }

  /** 0.1 is what web.dev calls good (Cumulative Layout Shift). */
  @Test
  void nothingJumpsAboutWhereAConversationOpens() {
    DemoPerson bob = visit.person("bob");
    for (int i = 0; i < 9; i++) {
      bob.posts(
          channel, "a few words that take two lines or three of a narrow screen, as is usual");
    }
    bob.posts(channel, "and no more");
    phone.addInitScript(WATCH_SHIFTS);
    visit.at(phone, channel);
    assertThat(Browser.message(phone, "and no more")).isInViewport();
    // two frames later what was moved is known
    phone.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    assertThat(((Number) phone.evaluate("shifts.reduce((sum, one) => sum + one, 0)")).doubleValue())
        .isLessThan(0.1);
  }

  private void openSettings() {
    phone.navigate("/");
    Browser.button(phone, "Settings").tap();
    Browser.dialog(phone).waitFor();
  }

  @Test
  void keyboardOfTheScreenDoesNotHideTheBox() {
    visit.at(phone, channel);
    Browser.box(phone).tap();
    phone.setViewportSize(390, 430);
    assertThat(Browser.box(phone)).isInViewport();
    assertThat(Browser.message(phone, "on my way")).isInViewport();
    Browser.say(phone, "see you");
    assertThat(Browser.message(phone, "see you")).isInViewport();
  }
}
