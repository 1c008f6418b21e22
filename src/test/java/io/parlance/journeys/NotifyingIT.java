package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One tab tells of a new message, where that is wanted. */
@Journey
class NotifyingIT {
  /** What a browser would show, kept for the test to read. */
  private static final String RECORD =
      """
      globalThis.told = [];
      globalThis.Notification = class {
        static permission = 'granted';
        static requestPermission = async () => 'granted';
        constructor(title, options) { told.push({ title, body: options.body, it: this }); }
        close() {}
      };
      """;

  private static final Page.GetByLabelOptions EXACT = new Page.GetByLabelOptions().setExact(true);

  private static final String BODIES = "() => told.map((one) => one.body)";

  @RegisterExtension private final Visit visit = new Visit();

  private DemoPerson bob;
  private long channel;
  private long quiet;
  private Page first;
  private Page second;

  @BeforeEach
  void twoTabsLookElsewhere() {
    bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Loud "), "alice");
    quiet = bob.startsGroup(Unique.text("Quiet "), "alice");
    first = visit.of("alice");
    first.context().addInitScript(RECORD);
    first.reload();
    second = first.context().newPage();
    second.navigate("/");
    Browser.room(second, channel).waitFor();
    Browser.button(first, "Settings").click();
    Browser.button(first, "Turn on notifications").click();
    assertThat(Browser.button(first, "Turn off notifications")).isVisible();
    first.keyboard().press("Escape");
  }

  private List<Object> told() {
    List<Object> told = new ArrayList<>((List<?>) first.evaluate(BODIES));
    told.addAll((List<?>) second.evaluate(BODIES));
    return told;
  }

  private void bothHave(int unread, long where) {
    for (Page tab : List.of(first, second)) {
      assertThat(Browser.room(tab, where)).containsText(unread + " unread message");
    }
  }

  @Test
  void oneTabTellsAndAClickOpensTheMessage() {
    String message = bob.posts(channel, "are you there?");
    bothHave(1, channel);
    assertThat(told()).containsExactly("are you there?");
    Page telling = ((List<?>) first.evaluate(BODIES)).isEmpty() ? second : first;
    telling.evaluate("() => told[0].it.onclick()");
    assertThat(telling).hasURL(Pattern.compile("/c/" + channel + "/" + message + "$"));
    assertThat(Browser.message(telling, "are you there?")).isVisible();
  }

  @Test
  void levelsAndMuteAreKept() {
    set("mentions", false);
    bob.posts(quiet, "nothing for you");
    bob.posts(quiet, "but this, @alice");
    bothHave(2, quiet);
    set("none", false);
    bob.posts(quiet, "not even this, @alice");
    bothHave(1, quiet);
    set("all", true);
    bob.posts(quiet, "nor that, @alice");
    bothHave(1, quiet);
    bob.posts(channel, "the end");
    bothHave(1, channel);
    assertThat(told()).containsExactly("but this, @alice", "the end");
  }

  @Test
  void nothingIsToldInQuietHours() {
    for (Page tab : List.of(first, second)) {
      Browser.button(tab, "Settings").click();
    }
    first.getByLabel("Quiet hours").check();
    quiet(-1, 1);
    bob.posts(channel, "are you asleep, @alice?");
    bothHave(1, channel);
    quiet(1, 2);
    bob.posts(channel, "good morning");
    bothHave(2, channel);
    quiet(-2, -1);
    bob.posts(channel, "how was your night?");
    bothHave(3, channel);
    assertThat(told()).containsExactly("good morning", "how was your night?");
  }

  /** From so many hours after now to so many, by the settings in the first tab; both know it. */
  private void quiet(int from, int to) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault());
    set("From", now.plusHours(from));
    set("to", now.plusHours(to));
  }

  private void set(String label, LocalTime time) {
    String text = time.format(DateTimeFormatter.ofPattern("HH:mm"));
    first.getByLabel(label, EXACT).fill(text);
    assertThat(second.getByLabel(label, EXACT)).hasValue(text);
  }

  /**
   * Does it in the second tab, so that what the first one tells is kept; opening it reads it, too.
   */
  private void set(String level, boolean muted) {
    second.navigate("/c/" + quiet + "?about");
    second.getByLabel("Notifications").selectOption(level);
    second.getByLabel("Mute this conversation").setChecked(muted);
    assertThat(Browser.room(second, quiet)).not().containsText("unread");
    second.navigate("/");
    assertThat(Browser.room(first, quiet)).not().containsText("unread");
    assertThat(Browser.room(second, quiet)).not().containsText("unread");
  }
}
