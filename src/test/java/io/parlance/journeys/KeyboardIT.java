package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything by keyboard alone. */
@Journey
class KeyboardIT {
  @RegisterExtension private final Visit visit = new Visit();

  private DemoPerson bob;
  private String name;
  private long channel;
  private Page alice;

  @BeforeEach
  void aliceWithoutAMouse() {
    bob = visit.person("bob");
    name = Unique.text("Keys ");
    channel = bob.startsGroup(name, "alice");
    bob.posts(channel, "look at this");
    alice = visit.of("alice", channel);
  }

  private void press(String... keys) {
    for (String key : keys) {
      alice.keyboard().press(key);
    }
  }

  private void type(String text) {
    alice.keyboard().type(text);
  }

  @Test
  void writesBreaksTheLineEditsAndCancels() {
    assertThat(Browser.box(alice)).isFocused();
    type("one");
    press("Shift+Enter");
    type("twoo");
    press("Enter");
    assertThat(Browser.message(alice, "twoo")).containsText("one");
    assertThat(Browser.unsent(alice)).hasCount(0);
    press("ArrowUp");
    assertThat(Browser.box(alice)).hasValue("one\ntwoo");
    press("Escape");
    assertThat(Browser.box(alice)).hasValue("");
    press("ArrowUp", "Backspace", "Enter");
    assertThat(Browser.message(alice, "(edited)")).hasCount(1);
    assertThat(Browser.box(alice)).isFocused();
    await().untilAsserted(() -> assertThat(bob.contents(channel)).contains("one\ntwo"));
  }

  @Test
  void goesToOtherConversations() {
    String other = Unique.text("Beside ");
    long beside = bob.startsGroup(other, "alice");
    bob.posts(beside, "unread");
    assertThat(Browser.room(alice, beside)).containsText("1 unread message");
    switchTo(name);
    assertThat(alice).hasURL(Pattern.compile("/c/" + channel + "$"));
    press("Alt+Shift+ArrowDown");
    assertThat(alice).not().hasURL(Pattern.compile("/c/" + channel + "$"));
    switchTo(other);
    assertThat(alice).hasURL(Pattern.compile("/c/" + beside + "$"));
    assertThat(Browser.message(alice, "unread")).isVisible();
    String here = alice.url();
    press("Alt+ArrowDown");
    assertThat(alice).not().hasURL(here);
    press("Alt+ArrowUp");
    assertThat(alice).hasURL(here);
    press("Control+/");
    assertThat(Browser.dialog(alice)).containsText("Keyboard shortcuts");
    press("Escape");
    assertThat(Browser.dialog(alice)).hasCount(0);
  }

  private void switchTo(String wanted) {
    press("Control+k");
    Browser.dialog(alice).waitFor();
    type(wanted);
    assertThat(Browser.dialog(alice).getByRole(AriaRole.OPTION)).hasCount(1);
    press("Enter");
    assertThat(Browser.dialog(alice)).hasCount(0);
  }

  @Test
  void reactsAndAnswersInAThread() {
    Browser.log(alice).focus();
    press("ArrowUp");
    assertThat(Browser.message(alice, "look at this")).isFocused();
    tabTo("Add a reaction");
    press("Enter");
    alice.locator(".menu input").waitFor();
    assertThat(alice.locator(".menu input")).isFocused();
    type("thumbs up");
    alice.locator(".menu [role=gridcell][title*='thumbs up' i]:visible").first().waitFor();
    press("Enter");
    Locator reaction = Browser.message(alice, "look at this").locator(".reactions button");
    assertThat(reaction).hasAttribute("aria-pressed", "true");
    Browser.log(alice).focus();
    press("ArrowUp");
    tabTo("Reply in thread");
    press("Enter");
    Locator pane = alice.getByRole(AriaRole.COMPLEMENTARY);
    assertThat(pane.getByRole(AriaRole.TEXTBOX)).isFocused();
    type("I see");
    press("Enter");
    assertThat(pane.getByRole(AriaRole.ARTICLE).last()).containsText("I see");
    press("Escape");
    assertThat(pane).hasCount(0);
    assertThat(Browser.message(alice, "look at this")).containsText("1 reply");
  }

  private void tabTo(String label) {
    Locator wanted =
        alice
            .locator("article:focus-within")
            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label));
    wanted.waitFor();
    for (int i = 0; i < 10; i++) {
      press("Tab");
      if ((Boolean) wanted.evaluate("one => one === document.activeElement")) {
        return;
      }
    }
    assertThat(wanted).isFocused();
  }

  @Test
  void dialogGivesTheFocusBack() {
    Locator settings = Browser.button(alice, "Settings");
    settings.focus();
    press("Enter");
    assertThat(Browser.dialog(alice)).isVisible();
    press("Escape");
    assertThat(Browser.dialog(alice)).hasCount(0);
    assertThat(settings).isFocused();
  }
}
