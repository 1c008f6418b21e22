package io.parlance.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Json;
import io.parlance.testkit.Proxy;
import io.parlance.testkit.Unique;
import io.parlance.testkit.Visit;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demonstration of topics, in two browsers, while a command publishes. */
@Journey
class GiftsIT {
  private static final LocatorAssertions.HasCountOptions SOON =
      new LocatorAssertions.HasCountOptions().setTimeout(40_000);

  @RegisterExtension private final Visit visit = new Visit();

  private DemoPerson admin;

  @Test
  void twoBrowsersSeeWhatACommandPublishesAlsoAfterABreak() {
    try (Proxy tunnel = Proxy.to(visit.base(), 7)) {
      admin = visit.person("admin");
      Page alice = looksAtGifts(visit.base(), "alice");
      Page bob = looksAtGifts(tunnel.base(), "bob");
      String book = Unique.text("book");
      String lamp = Unique.text("lamp");
      publish("ADDED", book, Json.object("name", "A book"));
      publish("ADDED", lamp, Json.object("name", "A lamp"));
      for (Page page : new Page[] {alice, bob}) {
        assertThat(gift(page, "A book")).hasCount(1);
        assertThat(gift(page, "A lamp")).hasCount(1);
      }
      tunnel.away(true);
      publish("ASSIGNED", book, Json.object("giver", "Carol"));
      publish("UPDATED", lamp, Json.object("name", "A brass lamp"));
      publish("STATUS_CHANGED", lamp, Json.object("name", "A brass lamp"));
      publish("COMMENT_ADDED", lamp, Json.object());
      publish("DELETED", book, Json.object());
      assertThat(gift(alice, "A brass lamp")).hasCount(1);
      assertThat(gift(alice, "A book")).hasCount(0);
      tunnel.away(false);
      assertThat(gift(bob, "A brass lamp")).hasCount(1, SOON);
      assertThat(gift(bob, "A book")).hasCount(0);
    }
  }

  private Page looksAtGifts(URI base, String username) {
    Page page = visit.of(base, username);
    page.navigate("/gifts");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .isVisible();
    assertThat(page.locator(".gifts .rowlist")).isVisible();
    return page;
  }

  private static Locator gift(Page page, String name) {
    return page.locator(".gifts .rowlist li").filter(new Locator.FilterOptions().setHasText(name));
  }

  private void publish(String event, String id, Json payload) {
    Json data = Json.object("entity_id", id, "payload", payload);
    admin.rest().post("/v1/topics/gifts:all/events", "event", event, "data", data).expect(202);
  }
}
