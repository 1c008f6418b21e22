package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts that run the other way, large letters, and no motion. */
@Journey
class LooksIT {
  /** Where a text begins within its line, from 0 (left) to 1 (right), by its first letter. */
  private static final String BEGINS =
      """
      (line) => {
        const range = document.createRange();
        const text = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(text, 0);
        range.setEnd(text, 1);
        const box = line.getBoundingClientRect();
        const letter = range.getBoundingClientRect();
        return (letter.left + letter.width / 2 - box.left) / box.width;
      }
      """;

  /** Each thing on the page that reaches beyond its edge, and whether the page itself scrolls. */
  private static final String HANGS_OUT =
      """
      () => {
        const all = document.documentElement;
        const wide = all.scrollWidth > all.clientWidth ? ['the page'] : [];
        return wide.concat([...document.querySelectorAll('button, select, input, textarea, nav a, .text, h1, h2, dialog[open]')]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.unseen'))
          .map((one) => [one, one.getBoundingClientRect()])
          .filter(([, box]) => box.left < -1 || box.right > innerWidth + 1)
          .map(([one, box]) => `${one.outerHTML.slice(0, 200)} ${box.left} to ${box.right}`));
      }
      """;

  private static final String MOVING =
      "() => document.getAnimations().filter((one) => one.playState === 'running').length";

  @RegisterExtension private final Visit visit = new Visit();

  private DemoPerson bob;
  private long channel;

  @BeforeEach
  void aConversation() {
    bob = visit.person("bob");
    channel =
        bob.startsGroup(Unique.text("Looks ") + " by a name too long for any one line", "alice");
  }

  @Test
  void textsRunAsTheyAreWritten() {
    bob.posts(channel, "שלום לכולם");
    bob.posts(channel, "مرحبا بالجميع\n\nand in English, too");
    bob.posts(channel, "Hello\n\n- שלום");
    Page alice = visit.of("alice", channel);
    assertThat(begins(alice, "שלום לכולם", "p")).isGreaterThan(0.5);
    assertThat(begins(alice, "مرحبا", "p >> nth=0")).isGreaterThan(0.5);
    assertThat(begins(alice, "and in English", "p >> nth=1")).isLessThan(0.5);
    assertThat(begins(alice, "Hello", "p")).isLessThan(0.5);
    assertThat(begins(alice, "Hello", "li")).isGreaterThan(0.5);
    Browser.box(alice).fill("שלום");
    assertThat(Browser.box(alice)).hasCSS("direction", "rtl");
    Browser.box(alice).fill("hello");
    assertThat(Browser.box(alice)).hasCSS("direction", "ltr");
  }

  private static double begins(Page page, String message, String line) {
    Locator text = Browser.message(page, message).locator(".text").locator(line);
    return ((Number) text.evaluate(BEGINS)).doubleValue();
  }

  @Test
  void pageRunsTheOtherWayAsAWhole() {
    String said = bob.posts(channel, "שלום לכולם");
    Page alice = visit.of("alice", channel);
    for (String path : List.of("/c/" + channel + "?about", "/c/" + channel + "?thread=" + said)) {
      alice.navigate(path);
      alice.locator("aside.pane").waitFor();
      alice.evaluate("() => document.documentElement.dir = 'rtl'");
      double list = Browser.conversations(alice).boundingBox().x;
      double main = alice.locator("main").boundingBox().x;
      double pane = alice.locator("aside.pane").boundingBox().x;
      assertThat(List.of(list, main, pane)).isSortedAccordingTo((a, b) -> Double.compare(b, a));
      assertThat(alice.evaluate(HANGS_OUT)).as(path).isEqualTo(List.of());
    }
  }

  /** What a screen of 1280 by 720 has room for at twice the size. */
  @Test
  void nothingIsCutAtTwiceTheSize() {
    String said = bob.posts(channel, "A_word_that_is_too_long_for_a_line".repeat(5));
    bob.posts(channel, "```\n" + "a line of code ".repeat(20) + "\n```");
    Page alice =
        visit.of("alice", machine -> machine.setViewportSize(640, 360).setDeviceScaleFactor(2));
    assertThat(Browser.room(alice, channel)).isVisible();
    for (String path : List.of("", "?about", "?thread=" + said)) {
      alice.navigate("/c/" + channel + path);
      alice
          .locator(path.isEmpty() ? "main .composer" : "aside.pane h2, aside.pane h1")
          .first()
          .waitFor();
      assertThat(alice.evaluate(HANGS_OUT)).as(path).isEqualTo(List.of());
    }
    visit.at(alice, channel);
    assertThat(Browser.box(alice)).isInViewport();
    Browser.say(alice, "within reach");
    assertThat(Browser.message(alice, "within reach")).isInViewport();
    alice.navigate("/");
    Browser.button(alice, "Settings").click();
    assertThat(Browser.dialog(alice)).isVisible();
    assertThat(alice.evaluate(HANGS_OUT)).isEqualTo(List.of());
    Browser.button(alice, "Close").click();
    assertThat(Browser.dialog(alice)).hasCount(0);
  }

  @Test
  void nothingMovesForWhomThatIsTooMuch() {
    Page alice = visit.of("alice", channel);
    alice.context().setOffline(true);
    assertThat(alice.locator(".turning")).isVisible();
    alice.waitForCondition(() -> !alice.evaluate(MOVING).equals(0));
    alice.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    alice.waitForCondition(() -> alice.evaluate(MOVING).equals(0));
    assertThat(alice.locator(".turning")).isVisible();
  }
}
