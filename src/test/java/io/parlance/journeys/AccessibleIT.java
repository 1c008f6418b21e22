package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.parlance.testkit.Axe;
import io.parlance.testkit.Browser;
import io.parlance.testkit.Demo;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Person;
import io.parlance.testkit.Proxy;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** axe finds nothing, wherever one is, in both themes. */
@Journey
class AccessibleIT {
  private static final List<String> RICH =
      List.of(
          "**bold**, _slanted_, `code` and https://example.org/",
          "```java\nint a = 1;\n```",
          "> quoted\n\n- one\n- two",
          "@alice, have a look");

  @RegisterExtension private final Visit visit = new Visit();

  private String parent;
  private long channel;
  private Page page;

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void nothingIsFound(ColorScheme theme) {
    prepare();
    page =
        visit.of(
            "alice",
            machine -> machine.setColorScheme(theme).setReducedMotion(ReducedMotion.REDUCE));
    clean("the list alone");
    visit.at(page, channel);
    assertThat(Browser.message(page, "have a look")).isVisible();
    clean("a conversation");
    Browser.message(page, "bold").hover();
    clean("a message's tools");
    Browser.message(page, "bold").getByTitle("More").click();
    clean("a message's menu");
    at("?thread=" + parent, "aside.pane article");
    clean("a thread");
    at("?about", "aside.pane select");
    clean("about a conversation");
    page.navigate("/c/999999");
    page.getByText("There is nothing here").waitFor();
    clean("nothing there");
    for (String keys : List.of("Control+k", "Control+/")) {
      page.keyboard().press(keys);
      cleanDialog();
    }
    Browser.button(page, "Settings").click();
    cleanDialog();
    for (String entry : List.of("New conversation", "Browse channels")) {
      page.locator("nav .bar button").first().click();
      page.locator(".menu").getByText(entry).click();
      cleanDialog();
    }
    without(visit.base(), theme);
  }

  /** Signed out, and without a way to the server. */
  private void without(URI base, ColorScheme theme) {
    try (Proxy proxy = Proxy.to(base, 8)) {
      page = visit.of(proxy.base(), "alice", machine -> machine.setColorScheme(theme));
      visit.at(page, channel);
      proxy.away(true);
      assertThat(Browser.banner(page)).isVisible();
      Browser.say(page, "unsent");
      assertThat(Browser.unsent(page)).hasCount(1);
      clean("without a connection");
      proxy.away(false);
      assertThat(Browser.unsent(page)).hasCount(0);
    }
    page = Demo.browser().page(base, machine -> machine.setColorScheme(theme));
    page.navigate("/");
    Browser.button(page, "Sign in").waitFor();
    clean("signing in");
  }

  private void prepare() {
    DemoPerson bob = visit.person("bob");
    channel = bob.startsGroup(Unique.text("Axe "), "alice");
    parent = bob.posts(channel, RICH.get(0));
    RICH.stream().skip(1).forEach(text -> bob.posts(channel, text));
    bob.rest().put(Person.message(parent) + "/reactions/%F0%9F%91%8D").expect(200);
    bob.deletes(bob.posts(channel, "regretted"));
    bob.rest().post(Person.messages(channel), "content", "a reply", "reply_to_id", parent);
  }

  private void cleanDialog() {
    Browser.dialog(page).waitFor();
    clean(Browser.dialog(page).locator("h2").textContent());
    page.keyboard().press("Escape");
    assertThat(Browser.dialog(page)).hasCount(0);
  }

  private void at(String query, String there) {
    page.navigate("/c/" + channel + query);
    page.locator(there).first().waitFor();
  }

  private void clean(String place) {
    assertThat(Axe.findings(page)).as(place).isEmpty();
  }
}
