package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's conversations, last activity first. */
class RoomListIT {
  private static final String LIST = "/v1/messaging/conversations";
  private Person alice;
  private Person bob;
  private final List<Long> latestFirst = new ArrayList<>();

  @BeforeEach
  void fiveConversations() {
    alice = People.named("alice");
    bob = People.named("bob");
    for (int i = 0; i < 5; i++) {
      latestFirst.add(0, alice.startsGroup(bob));
      alice.posts(latestFirst.get(0), "hello " + i);
    }
  }

  private static List<Long> ids(List<Json> conversations) {
    return conversations.stream().map(one -> one.number("id")).toList();
  }

  @Test
  void lastActivityComesFirst() {
    assertThat(ids(bob.rest().get(LIST).list())).isEqualTo(latestFirst);
    long oldest = latestFirst.get(4);
    alice.posts(oldest, "up again");
    assertThat(ids(bob.rest().get(LIST).list()).get(0)).isEqualTo(oldest);
  }

  @Test
  void eachTellsWhatAListShows() {
    Json first = bob.rest().get(LIST).list().get(0);
    assertThat(first.text("kind")).isEqualTo("group");
    assertThat(first.text("name")).startsWith("group ");
    assertThat(first.number("owner_id")).isEqualTo(alice.id());
    assertThat(first.number("last_seq")).isEqualTo(1);
    assertThat(first.number("unread_count")).isEqualTo(1);
    assertThat(first.number("mention_count")).isZero();
    assertThat(first.number("last_read_seq")).isZero();
    assertThat(first.text("role")).isEqualTo("member");
    assertThat(first.text("last_message.content")).isEqualTo("hello 4");
    assertThat(first.number("participant_count")).isEqualTo(2);
    assertThat(first.texts("participants", "username"))
        .containsExactlyInAnyOrder(alice.username(), bob.username());
  }

  @Test
  void skipAndLimitPage() {
    assertThat(ids(bob.rest().get(LIST + "?skip=1&limit=2").list()))
        .isEqualTo(latestFirst.subList(1, 3));
    assertThat(bob.rest().get(LIST + "?skip=5").list()).isEmpty();
  }

  @Test
  void cursorWalksThroughAll() {
    List<Long> seen = new ArrayList<>();
    Answer answer = bob.rest().get(LIST + "?limit=2");
    seen.addAll(ids(answer.list()));
    while (answer.json().has("page.next_cursor")) {
      String cursor = answer.json().text("page.next_cursor");
      answer = bob.rest().get(LIST + "?limit=2&cursor=" + io.parlance.testkit.Rest.encode(cursor));
      seen.addAll(ids(answer.list()));
    }
    assertThat(seen).isEqualTo(latestFirst);
  }

  @Test
  void skipAndCursorAreNotTogether() {
    String cursor = bob.rest().get(LIST + "?limit=2").json().text("page.next_cursor");
    assertThat(bob.rest().get(LIST + "?skip=1&cursor=" + cursor).problem(422))
        .isEqualTo("invalid_message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=-1", "limit=abc", "skip=-1", "skip=x"})
  void badPageIsAViolation(String query) {
    Answer answer = bob.rest().get(LIST + "?" + query);
    assertThat(answer.problem(422)).isEqualTo("invalid_message");
    assertThat(answer.json().list("violations")).isNotEmpty();
  }

  @Test
  void garbledCursorIsRefused() {
    Answer answer = bob.rest().get(LIST + "?cursor=%27%3B--");
    assertThat(answer.problem(422)).isEqualTo("invalid_message");
  }

  @Test
  void listShowsEightOfManyParticipants() {
    Person[] many = new Person[11];
    for (int i = 0; i < many.length; i++) {
      many[i] = People.named("many");
    }
    long crowded = alice.startsGroup(many);
    Json found = alice.rest().get(LIST).list().get(0);
    assertThat(found.number("id")).isEqualTo(crowded);
    assertThat(found.list("participants")).hasSize(8);
    assertThat(found.number("participant_count")).isEqualTo(12);
  }

  @Test
  void socketGivesTheSameList() {
    try (ChatClient client = bob.chat()) {
      Json answer = client.ask("get_room_list");
      assertThat(answer.text("type")).isEqualTo("room_list");
      assertThat(answer.numbers("rooms", "id")).isEqualTo(latestFirst);
      assertThat(answer.number("rooms.0.unread_count")).isEqualTo(1);
      assertThat(answer.has("timestamp")).isTrue();
    }
  }

  @Test
  void strangersConversationsAreNotListed() {
    Person mallory = People.named("mallory");
    assertThat(mallory.rest().get(LIST).list()).isEmpty();
    try (ChatClient client = mallory.chat()) {
      assertThat(client.ask("get_room_list").list("rooms")).isEmpty();
    }
  }
}
