package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is new, what was read, and where one was. */
@Tag("once")
class ReadingIT {
  @RegisterExtension private final Visit visit = new Visit();

  private DemoPerson bob;
  private long channel;

  @BeforeEach
  void aConversation() {
    bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Reading "), "alice");
  }

  @Test
  void messageIsMarkedAsUnreadAgain() {
    bob.posts(channel, "first");
    bob.posts(channel, "second");
    Page alice = visit.of("alice", channel);
    assertThat(Browser.room(alice, channel)).not().containsText("unread");
    Browser.choose(alice, "second", "Mark as unread");
    assertThat(Browser.room(alice, channel)).containsText("1 unread message");
    alice.navigate("/");
    assertThat(Browser.room(alice, channel)).containsText("1 unread message");
    Browser.room(alice, channel).click();
    assertThat(Browser.room(alice, channel)).not().containsText("unread");
  }

  @Test
  void whatIsReadOnOneDeviceIsReadOnTheOther() {
    Page desk = visit.of("alice");
    Page phone = visit.of("alice", options -> options.setViewportSize(390, 844));
    bob.postsMany(channel, 3);
    for (Page device : List.of(desk, phone)) {
      assertThat(Browser.room(device, channel)).containsText("3 unread messages");
    }
    Browser.room(phone, channel).click();
    assertThat(Browser.message(phone, "number 3.")).isInViewport();
    assertThat(Browser.room(desk, channel)).not().containsText("unread");
    bob.posts(channel, "one more");
    assertThat(Browser.room(desk, channel)).not().containsText("unread");
  }

  @Test
  void linkOpensAndMarksAMessageDeepInThePastAndBackWorks() {
    String old = bob.posts(channel, "long ago");
    bob.postsMany(channel, 200);
    visit.person("alice").reads(channel, 201);
    Page alice = visit.of("alice", channel);
    assertThat(Browser.message(alice, "number 200.")).isInViewport();
    assertThat(Browser.message(alice, "long ago")).hasCount(0);
    alice.navigate("/c/" + channel + "/" + old);
    assertThat(Browser.message(alice, "long ago")).isInViewport();
    assertThat(Browser.message(alice, "long ago")).hasClass(Pattern.compile("\\bmarked\\b"));
    bob.posts(channel, "just now");
    Locator latest =
        alice.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Jump to the latest"));
    assertThat(latest).isVisible();
    // a list that is still being placed may leave again: then the button is back, to be used again
    alice.waitForCondition(
        () -> {
          latest.evaluateAll("shown => shown.forEach((one) => one.click())");
          return latest.count() == 0 && Browser.message(alice, "just now").count() == 1;
        });
    assertThat(Browser.message(alice, "just now")).isInViewport();
    alice.goBack();
    assertThat(alice).hasURL(Pattern.compile("/c/" + channel + "$"));
  }

  @Test
  void whatOvertakesAPageOnItsWayIsShown() {
    String first = bob.posts(channel, "first");
    // what a page asks for while its service worker takes over is not seen by a route
    Page alice = visit.of("alice", machine -> machine.setServiceWorkers(ServiceWorkerPolicy.BLOCK));
    List<Runnable> late = new ArrayList<>();
    alice.route(
        url -> url.contains("/" + channel + "/messages"),
        route -> {
          APIResponse made = route.fetch();
          late.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(made)));
        });
    Browser.room(alice, channel).click();
    alice.waitForCondition(() -> !late.isEmpty());
    bob.edits(first, "first, but better");
    bob.posts(channel, "second");
    assertThat(Browser.room(alice, channel)).containsText("2 unread messages");
    late.forEach(Runnable::run);
    assertThat(Browser.message(alice, "first, but better")).hasCount(1);
    assertThat(Browser.message(alice, "second")).hasCount(1);
  }

  @Test
  void foreignAndUnknownConversationsLookTheSame() {
    long foreign = visit.person("carol").startsGroup(Unique.text("Foreign "), "dave");
    Page alice = visit.of("alice");
    for (long hidden : new long[] {foreign, 99_999_999}) {
      alice.navigate("/c/" + hidden);
      assertThat(alice.locator("main")).containsText("There is nothing here");
    }
  }
}
