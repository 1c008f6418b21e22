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
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is new, what was read, and where one was. */
@Journey
class ReadingIT {
  private static final String JUMPS_AND_SCROLLS_UP =
      """
      async (log) => {
        document.querySelector('.latest').click();
        for (let i = 0; i < 4; i += 1) {
          await new Promise(requestAnimationFrame);
          log.scrollBy(0, -300);
        }
      }
      """;

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
    jump(alice).click();
    assertThat(Browser.message(alice, "just now")).isInViewport();
    assertThat(alice).hasURL(Pattern.compile("/c/" + channel + "$"));
    alice.goBack();
    assertThat(alice).hasURL(Pattern.compile("/c/" + channel + "$"));
  }

  @Test
  void whoLeftALinkIsNotBroughtBackThere() {
    String old = bob.posts(channel, "long ago");
    bob.postsMany(channel, 200);
    Page alice = visit.of("alice");
    alice.navigate("/c/" + channel + "/" + old);
    assertThat(Browser.message(alice, "long ago")).isInViewport();
    jump(alice).click();
    assertThat(Browser.message(alice, "number 200.")).isInViewport();
    // it is read by this, and more is said: the conversation has changed
    assertThat(Browser.room(alice, channel)).not().containsText("unread");
    for (String text : List.of("and then", "and at last")) {
      bob.posts(channel, text);
      assertThat(Browser.message(alice, text)).isInViewport();
    }
    assertThat(Browser.message(alice, "long ago")).hasCount(0);
  }

  @Test
  void whoScrollsAwayFromTheLatestIsNotPulledBack() {
    bob.postsMany(channel, 200);
    visit.person("alice").reads(channel, 200);
    Page alice = visit.of("alice", channel);
    assertThat(Browser.message(alice, "number 200.")).isInViewport();
    Browser.log(alice).evaluate("log => log.scrollTo(0, 0)");
    assertThat(jump(alice)).isVisible();
    // at once, while rows are still being measured
    Browser.log(alice).evaluate(JUMPS_AND_SCROLLS_UP);
    assertThat(jump(alice)).isVisible();
    assertThat(Browser.message(alice, "number 200.")).not().isInViewport();
  }

  private static Locator jump(Page page) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Jump to the latest"));
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
  void whatTheServerCouldNotTellJustThenIsAskedForAgain() {
    bob.posts(channel, "before");
    Page alice = visit.of("alice", machine -> machine.setServiceWorkers(ServiceWorkerPolicy.BLOCK));
    List<String> refused = new ArrayList<>();
    alice.route(
        url -> url.contains("/" + channel + "/messages") && refused.size() < 2,
        route -> {
          refused.add(route.request().url());
          route.fulfill(new Route.FulfillOptions().setStatus(503));
        });
    Browser.room(alice, channel).click();
    alice.waitForCondition(() -> refused.size() == 2);
    bob.posts(channel, "meanwhile");
    assertThat(Browser.message(alice, "meanwhile")).hasCount(1);
    assertThat(Browser.message(alice, "before")).hasCount(1);
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
