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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever people write into a field stays text. */
@Journey
class HostileTextIT {
  private static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "<svg/onload=alert(1)>",
          "\"><script>alert(1)</script>",
          "'-alert(1)-'",
          "<iframe src=javascript:alert(1)>",
          "<a href=javascript:alert(1)>x</a>",
          "[x](javascript:alert(1))",
          "[x](JaVaScRiPt:alert(1))",
          "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
          "![x](javascript:alert(1))",
          "`<b onmouseover=alert(1)>`",
          "{{constructor.constructor('alert(1)')()}}",
          "\u202Egnp.exe",
          "&lt;script&gt;alert(1)&lt;/script&gt;");

  /** What there should be none of: elements and addresses that only the text could have brought. */
  private static final String BROUGHT =
      "script:not([src^='/assets/']), iframe, img[src='x'], [onerror], [onload], [onmouseover],"
          + " [href^='javascript:' i], [href^='data:' i], [src^='javascript:' i]";

  @RegisterExtension private final Visit visit = new Visit();

  @Test
  void inMessages() {
    DemoPerson bob = visit.person("bob");
    long channel = bob.startsGroup(Unique.text("Hostile "), "alice");
    HOSTILE.forEach(text -> bob.posts(channel, text));
    bob.posts(channel, "the end");
    Page alice = visit.of("alice", channel);
    assertThat(Browser.message(alice, "the end")).isVisible();
    assertThat(Browser.message(alice, "<img src=x onerror=alert(1)>")).hasCount(1);
    assertThat(Browser.message(alice, "&lt;script&gt;")).hasCount(1);
    assertThat(alice.locator(BROUGHT)).hasCount(0);
  }

  @Test
  void inNamesOfConversationsAndPeople() {
    DemoPerson dave = visit.person("dave");
    Page alice = visit.of("alice");
    try {
      // a name is one line of visible characters: the server takes no other
      for (String text : HOSTILE.stream().filter(one -> one.charAt(0) < 128).toList()) {
        long channel = dave.startsGroup(text, "alice");
        dave.rest().patch("/v1/me", "name", text).expect(200);
        String message = dave.posts(channel, "@alice");
        Locator room = Browser.room(alice, channel);
        assertThat(room).containsText(text.strip());
        alice.navigate("/c/" + channel + "/" + message + "?about");
        assertThat(alice.locator("main h2").first()).containsText(text.strip());
        assertThat(Browser.message(alice, "@alice")).containsText(text.strip());
        assertThat(alice.locator("aside .rowlist li")).hasCount(2);
        assertThat(alice.locator(BROUGHT)).hasCount(0);
      }
    } finally {
      dave.rest().patch("/v1/me", "name", "Dave").expect(200);
    }
  }
}
