package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Demo;
import io.parlance.testkit.Intranet;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Server;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code <parlance-chat>} on a page of the company's own, with the token of its own sign-on. */
class EmbeddingIT {
  /** As the element's README has it. */
  private static final String PAGE =
      """
      <!doctype html>
      <script type="module" src="%1$selement.js"></script>
      <parlance-chat id="chat" server="%1$s" conversation="%2$d" lang="en"></parlance-chat>
      <script type="module">
        document.getElementById('chat').token = () => fetch('/my-token').then((response) => response.text());
      </script>
      """;

  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aConversation() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = bob.startsGroup(alice);
    bob.posts(channel, "hello, intranet");
  }

  @AfterEach
  void leave() {
    Demo.browser().leave();
  }

  private Page pageAt(Intranet intranet) {
    intranet
        .showing("/", PAGE.formatted(Server.base(), channel))
        .showing("/my-token", alice.token());
    Page page = Demo.browser().page(Server.base(), machine -> machine);
    page.navigate(intranet.origin() + "/");
    return page;
  }

  @Test
  void pageOfAnAllowedOriginShowsTheConversation() {
    Page page = pageAt(Intranet.ALLOWED);
    Locator chat = page.locator("parlance-chat");
    assertThat(chat).containsText("hello, intranet");
    chat.getByRole(AriaRole.TEXTBOX).fill("hello from the intranet");
    chat.getByRole(AriaRole.TEXTBOX).press("Enter");
    assertThat(chat.getByText("hello from the intranet")).hasCount(1);
    page.waitForCondition(() -> contents().contains("hello from the intranet"));
    bob.posts(channel, "live");
    assertThat(chat.getByText("live")).hasCount(1);
  }

  private List<String> contents() {
    return bob.rest().get(Person.messages(channel)).expect(200).list().stream()
        .map(message -> message.text("content"))
        .toList();
  }

  @Test
  void pageOfAnotherOriginIsRefused() {
    Page page = pageAt(Intranet.FOREIGN);
    Locator chat = page.locator("parlance-chat");
    assertThat(chat).containsText(Pattern.compile("Not connected|No live connection"));
    assertThat(chat).not().containsText("hello, intranet");
  }
}
