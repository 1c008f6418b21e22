package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.Browser;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations are made, changed and left; what destroys is asked about first. */
@Journey
class ManagingIT {
  @RegisterExtension private final Visit visit = new Visit();

  private Locator about(Page page, String button) {
    return page.locator("aside")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  /** By the menu of the list, whose entries come a moment after it opens. */
  private static void choose(Page page, String entry) {
    page.locator("nav .bar button").first().click();
    page.locator("nav .bar .menu button")
        .filter(new Locator.FilterOptions().setHasText(entry))
        .click();
  }

  private static void confirm(Page page, String button) {
    Locator question = Browser.dialog(page);
    question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")).waitFor();
    question
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  @Test
  void groupIsMadeRenamedSharedAndDeleted() {
    String name = Unique.text("Made ");
    Page alice = visit.of("alice");
    Page bob = visit.of("bob");
    choose(alice, "New conversation");
    Locator dialog = Browser.dialog(alice);
    dialog.getByLabel("Group").first().check();
    dialog.getByLabel("Name").fill(name);
    dialog.getByRole(AriaRole.SEARCHBOX).fill("bob");
    dialog.locator(".choices").getByText("@bob").click();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create")).click();
    Locator rooms = Browser.conversations(bob).locator(".rooms");
    assertThat(rooms).containsText(name);
    Browser.button(alice, "About this conversation, 2 members").click();
    String renamed = Unique.text("Renamed ");
    alice.locator("#about-name").fill(renamed);
    about(alice, "Save").click();
    assertThat(rooms).containsText(renamed);

    about(alice, "Add people").click();
    alice.locator("aside").getByRole(AriaRole.SEARCHBOX).fill("carol");
    alice.locator("aside .choices").getByText("@carol").click();
    about(alice, "Add").click();
    assertThat(alice.locator("aside")).containsText("3 members");

    rooms.getByText(renamed).click();
    Browser.button(bob, "About this conversation, 3 members").click();
    Locator nameField = bob.locator("#about-name");
    assertThat(bob.locator("aside")).containsText("Carol");
    assertThat(nameField).hasCount(0);
    alice.getByLabel("Role of Bob").selectOption("moderator");
    assertThat(nameField).isVisible();
    about(alice, "Remove: Carol").click();
    confirm(alice, "Remove");
    assertThat(alice.locator("aside")).containsText("2 members");

    about(alice, "Delete the conversation").click();
    confirm(alice, "Delete");
    for (Page page : List.of(alice, bob)) {
      assertThat(Browser.conversations(page)).not().containsText(renamed);
    }
  }

  @Test
  void channelIsFoundJoinedAndLeft() {
    String name = Unique.text("open");
    DemoPerson carol = visit.person("carol");
    carol.rest().post("/v1/messaging/conversations", "kind", "public", "name", name).expect(201);
    Page alice = visit.of("alice");
    choose(alice, "Browse channels");
    Browser.dialog(alice).getByRole(AriaRole.SEARCHBOX).fill(name);
    Locator found = Browser.dialog(alice).locator("li");
    assertThat(found).hasCount(1);
    assertThat(found).containsText(name);
    Browser.button(alice, "Join").click();
    assertThat(Browser.conversations(alice)).containsText(name);
    Browser.say(alice, "hello");
    assertThat(Browser.unsent(alice)).hasCount(0);
    Browser.button(alice, "About this conversation, 2 members").click();
    about(alice, "Leave").click();
    confirm(alice, "Leave");
    assertThat(Browser.conversations(alice)).not().containsText(name);
  }

  @Test
  void deletingAMessageIsAskedAbout() {
    long channel = visit.person("bob").startsGroup(Unique.text("Regret "), "alice");
    Page alice = visit.of("alice", channel);
    Browser.say(alice, "regretted");
    assertThat(Browser.unsent(alice)).hasCount(0);
    Browser.choose(alice, "regretted", "Delete");
    Browser.button(alice, "Cancel").click();
    assertThat(Browser.message(alice, "regretted")).hasCount(1);
    Browser.choose(alice, "regretted", "Delete");
    confirm(alice, "Delete");
    assertThat(Browser.message(alice, "This message was deleted.")).hasCount(1);
  }
}
