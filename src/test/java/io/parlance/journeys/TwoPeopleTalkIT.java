package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** alice and bob, signed in in two browsers, talk to each other. */
@Journey
class TwoPeopleTalkIT {
  @RegisterExtension private final Visit visit = new Visit();

  private Page alice;
  private Page bob;
  private DemoPerson aliceByRest;
  private long channel;

  @BeforeEach
  void bothLookAtTheSameConversation() {
    aliceByRest = visit.person("alice");
    channel = aliceByRest.startsGroup(Unique.text("Lunch "), "bob");
    alice = visit.of("alice", channel);
    bob = visit.of("bob", channel);
  }

  @Test
  void whatOneWritesTheOtherReads() {
    Browser.say(alice, "Shall we?");
    assertThat(Browser.message(bob, "Shall we?")).hasCount(1);
    Browser.say(bob, "At noon.");
    assertThat(Browser.message(alice, "At noon.")).hasCount(1);
    assertThat(Browser.message(alice, "Shall we?")).hasCount(1);
    assertThat(aliceByRest.contents(channel)).containsExactly("Shall we?", "At noon.");
  }

  @Test
  void whoTypesIsSeenTyping() {
    // told now and then, and not to who has not joined yet: whoever goes on typing is seen
    alice.waitForCondition(
        () -> {
          alice.locator(".composer textarea").first().pressSequentially("so ");
          return bob.getByText("Alice is typing…").isVisible();
        });
    assertThat(bob.getByText("Alice is typing…"))
        .not()
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(12_000));
  }

  @Test
  void unreadMessagesAreCountedInTheList() {
    long elsewhere = aliceByRest.startsGroup(Unique.text("Elsewhere "), "bob");
    bob.navigate("/c/" + elsewhere);
    Browser.log(bob).waitFor();
    Browser.say(alice, "one");
    Browser.say(alice, "two");
    Locator room = bob.locator("[data-room='" + channel + "']");
    assertThat(room).containsText("2 unread messages");
    bob.bringToFront();
    room.click();
    assertThat(Browser.message(bob, "two")).isVisible();
    assertThat(room).not().containsText("unread");
  }

  @Test
  void editsAndDeletionsReachTheOther() {
    String id = aliceByRest.posts(channel, "befroe");
    assertThat(Browser.message(bob, "befroe")).isVisible();
    aliceByRest.edits(id, "before");
    assertThat(Browser.message(bob, "before")).isVisible();
    aliceByRest.deletes(id);
    assertThat(Browser.message(bob, "This message was deleted.")).isVisible();
  }

  @Test
  void reloadLosesNothing() {
    Browser.say(alice, "kept");
    assertThat(Browser.message(bob, "kept")).isVisible();
    bob.reload();
    assertThat(Browser.message(bob, "kept")).hasCount(1);
    assertThat(bob.getByRole(AriaRole.NAVIGATION).first()).isVisible();
  }
}
