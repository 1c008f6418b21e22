package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Json;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the first letter to the acknowledgement. */
@Journey
class WritingIT {
  @RegisterExtension private final Visit visit = new Visit();

  private DemoPerson bob;
  private long channel;
  private Page alice;

  @BeforeEach
  void aliceInAConversation() {
    bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Writing "), "alice");
    alice = visit.of("alice", channel);
  }

  @Test
  void draftsAreKeptPerConversationAndMarked() {
    long other = bob.startsGroup(Unique.text("Other "), "alice");
    Browser.box(alice).fill("half a sen");
    Browser.room(alice, other).click();
    assertThat(Browser.box(alice)).hasValue("");
    assertThat(Browser.room(alice, channel)).containsText("Draft");
    alice.reload();
    assertThat(Browser.room(alice, channel)).containsText("Draft");
    Browser.room(alice, channel).click();
    assertThat(Browser.box(alice)).hasValue("half a sen");
  }

  @Test
  void enterThatEndsACompositionDoesNotSend() {
    Browser.box(alice).fill("日本");
    Browser.box(alice)
        .evaluate(
            "box => box.dispatchEvent(new KeyboardEvent('keydown',"
                + " { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))");
    assertThat(Browser.box(alice)).hasValue("日本");
    Browser.box(alice).press("Enter");
    assertThat(Browser.message(alice, "日本")).hasCount(1);
    assertThat(Browser.box(alice)).hasValue("");
  }

  @Test
  void namesEmojiAndChannelsAreCompleted() {
    Browser.box(alice).pressSequentially("@bo");
    alice.getByRole(AriaRole.OPTION).first().waitFor();
    Browser.box(alice).press("Enter");
    Browser.box(alice).pressSequentially(":thumbsu");
    alice.getByRole(AriaRole.OPTION).first().waitFor();
    Browser.box(alice).press("Tab");
    Browser.box(alice).pressSequentially("#gene");
    alice.getByRole(AriaRole.OPTION).first().waitFor();
    Browser.box(alice).press("Enter");
    assertThat(Browser.box(alice)).hasValue(Pattern.compile("^@bob 👍\\S* #general $"));
    Browser.box(alice).press("Enter");
    assertThat(Browser.message(alice, "@bob")).hasCount(1);
  }

  @Test
  void whatIsRefusedIsMarkedAndTriedAgainOrDiscarded() {
    AtomicBoolean refusing = new AtomicBoolean(true);
    alice.context().routeWebSocket("**/v1/ws/chat", socket -> refuse(socket, refusing));
    alice.reload();
    Browser.say(alice, "too much");
    Browser.say(alice, "far too much");
    Locator failed = alice.locator("[data-state=failed]");
    assertThat(failed).hasCount(2);
    assertThat(failed.first()).containsText("Not sent");
    alice.reload();
    assertThat(failed).hasCount(2);
    failed.last().getByText("Discard").click();
    assertThat(failed).hasCount(1);
    refusing.set(false);
    failed.getByText("Retry").click();
    assertThat(Browser.unsent(alice)).hasCount(0);
    assertThat(Browser.message(alice, "too much")).hasCount(1);
    assertThat(bob.contents(channel)).containsExactly("too much");
  }

  /** The server's refusal of everything that is too much, as long as that is wanted. */
  private static void refuse(WebSocketRoute socket, AtomicBoolean refusing) {
    WebSocketRoute server = socket.connectToServer();
    socket.onMessage(
        frame -> {
          if (!refusing.get() || !frame.text().contains("too much")) {
            server.send(frame.text());
            return;
          }
          Json command = Json.parse(frame.text());
          String client = command.text("client_id");
          Json data = Json.object("code", "read_only", "client_id", client);
          socket.send(
              Json.object(
                      "type",
                      "error",
                      "id",
                      command.text("id"),
                      "message",
                      "No more.",
                      "data",
                      data)
                  .toString());
        });
  }

  @Test
  void changeThatCouldNotBeMadeIsInTheBoxAgain() {
    Browser.say(alice, "almost right");
    assertThat(Browser.unsent(alice)).hasCount(0);
    alice.context().setOffline(true);
    assertThat(Browser.banner(alice)).isVisible();
    Browser.box(alice).press("ArrowUp");
    assertThat(Browser.box(alice)).hasValue("almost right");
    Browser.say(alice, "quite right");
    assertThat(Browser.box(alice)).hasValue("quite right");
    assertThat(Browser.message(alice, "almost right")).hasCount(1);
    alice.context().setOffline(false);
    assertThat(Browser.banner(alice)).hasCount(0);
    Browser.box(alice).press("Enter");
    assertThat(Browser.message(alice, "quite right")).hasCount(1);
    assertThat(Browser.box(alice)).hasValue("");
    assertThat(bob.contents(channel)).containsExactly("quite right");
  }

  @Test
  void codeIsCopied() {
    alice.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    bob.posts(channel, "```\nmake it so\n```");
    Browser.message(alice, "make it so").getByText("Copy").click();
    assertThat(Browser.message(alice, "make it so")).containsText("Copied");
    assertThat(alice.evaluate("() => navigator.clipboard.readText()")).isEqualTo("make it so");
  }

  @Test
  void nothingBreaksTheLayout() {
    List<String> odd =
        List.of(
            "x".repeat(4096),
            "🎉🎉🎉",
            "at io.parlance.Foo.bar(Foo.java:12)\n".repeat(80).strip(),
            "https://example.org/" + "a".repeat(500),
            "مرحبا بالعالم");
    odd.forEach(text -> bob.posts(channel, text));
    bob.posts(channel, "the end");
    assertThat(Browser.message(alice, "the end")).isInViewport();
    Object sideways =
        Browser.log(alice)
            .evaluate(
                "log => log.scrollWidth > log.clientWidth"
                    + " || document.documentElement.scrollWidth > innerWidth");
    assertThat(sideways).isEqualTo(false);
  }
}
