package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import io.parlance.testkit.Browser;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tabs of one browser are one person at one socket. */
@Journey
class TabsIT {
  @RegisterExtension private final Visit visit = new Visit();

  private final List<WebSocket> sockets = new ArrayList<>();
  private long channel;
  private Page first;
  private Page second;

  @BeforeEach
  void twoTabs() {
    channel = visit.person("bob").startsGroup(Unique.text("Tabs "), "alice");
    first = visit.of("alice");
    BrowserContext browser = first.context();
    visit.at(first, channel);
    second = browser.newPage();
    second.onWebSocket(sockets::add);
    visit.at(second, channel);
  }

  @Test
  void oneSocketServesBoth() {
    Browser.say(first, "from the first");
    Browser.say(second, "from the second");
    for (Page tab : List.of(first, second)) {
      assertThat(Browser.message(tab, "from the first")).hasCount(1);
      assertThat(Browser.message(tab, "from the second")).hasCount(1);
      assertThat(Browser.unsent(tab)).hasCount(0);
    }
    visit.person("bob").posts(channel, "to both");
    assertThat(Browser.message(first, "to both")).hasCount(1);
    assertThat(Browser.message(second, "to both")).hasCount(1);
    assertThat(sockets).as("of the second").isEmpty();
  }

  @Test
  void tabThatIsLeftTakesOver() {
    first.close();
    Browser.say(second, "still here");
    assertThat(Browser.message(second, "still here")).hasCount(1);
    assertThat(Browser.unsent(second)).hasCount(0);
    visit.person("bob").posts(channel, "so I hear");
    assertThat(Browser.message(second, "so I hear")).hasCount(1);
    assertThat(sockets).hasSize(1);
  }

  @Test
  void signingOutInOneSignsOutBoth() {
    Browser.box(second).fill("for later");
    first.getByTitle("My status").click();
    Browser.button(first, "Sign out").click();
    for (Page tab : List.of(first, second)) {
      assertThat(Browser.button(tab, "Sign in")).isVisible();
      assertThat(Browser.conversations(tab)).hasCount(0);
    }
    second.reload();
    Browser.signIn(second, "alice", "demo");
    assertThat(Browser.box(second)).hasValue("for later");
  }
}
