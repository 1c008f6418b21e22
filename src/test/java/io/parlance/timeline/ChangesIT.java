package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Replica;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way back after a gap over REST: what changed after a {@code seq}, in its present state. */
class ChangesIT {
  private Person alice;
  private Person bob;
  private long channel;
  private String first;
  private String second;

  @BeforeEach
  void fiveChanges() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
    first = alice.posts(channel, "first").text("id");
    second = alice.posts(channel, "second").text("id");
    alice.posts(channel, "third");
    alice.rest().patch(Person.message(first), "content", "first, better");
    bob.rest().put(Person.message(second) + "/reactions/x");
  }

  private Answer changes(String query) {
    return bob.rest().get(Person.conversation(channel) + "/changes" + query);
  }

  @Test
  void changedMessagesComeInTheOrderOfTheirChange() {
    List<Json> changed = changes("?after_seq=2").list();
    assertThat(changed).extracting(m -> m.number("changed_seq")).containsExactly(3L, 4L, 5L);
    assertThat(changed).extracting(m -> m.number("seq")).containsExactly(3L, 1L, 2L);
    assertThat(changed.get(1).text("content")).isEqualTo("first, better");
    assertThat(changed.get(2).list("reactions")).hasSize(1);
  }

  @Test
  void deletionIsAChange() {
    alice.rest().delete(Person.message(first));
    List<Json> changed = changes("?after_seq=5").list();
    assertThat(changed).hasSize(1);
    assertThat(changed.get(0).text("id")).isEqualTo(first);
    assertThat(changed.get(0).flag("deleted")).isTrue();
    assertThat(changed.get(0).number("changed_seq")).isEqualTo(6);
  }

  @Test
  void aReplyAndItsDeletionTellHowManyThereAre() {
    Json reply = Json.object("content", "one", "reply_to_id", first);
    String id = alice.rest().send("POST", Person.messages(channel), reply).data().text("id");
    alice.rest().send("POST", Person.messages(channel), reply.with("content", "two")).expect(201);
    assertThat(changes("?after_seq=5").json().numbers("parents", "reply_count"))
        .containsExactly(2L);
    alice.rest().delete(Person.message(id));
    Json deleted = changes("?after_seq=7").json();
    assertThat(deleted.texts("parents", "id")).containsExactly(first);
    assertThat(deleted.numbers("parents", "reply_count")).containsExactly(1L);
  }

  @Test
  void afterTheLastThereIsNothing() {
    assertThat(changes("?after_seq=5").list()).isEmpty();
  }

  @Test
  void pagesOfOneGiveTheSameState() {
    Replica replica = new Replica(channel);
    for (List<Json> page = changes("?after_seq=0&limit=1").list();
        !page.isEmpty();
        page = changes("?limit=1&after_seq=" + replica.lastSeq()).list()) {
      assertThat(page).hasSize(1);
      replica.put(page.get(0));
    }
    assertThat(replica.lastSeq()).isEqualTo(5);
    assertThat(replica.lines())
        .isEqualTo(Replica.lines(bob.rest().get(Person.messages(channel)).list()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void pagesOfAnySizeGiveTheSameChanges(int limit) {
    alice.rest().patch(Person.message(first), "content", "first, better still");
    for (int i = 0; i < 6; i++) {
      String id = alice.posts(channel, "message " + i).text("id");
      if (i % 2 == 0) {
        bob.rest().put(Person.message(id) + "/reactions/x");
      }
    }
    alice.rest().delete(Person.message(second));
    List<Long> all = places(changes("?after_seq=0").list());
    assertThat(all).hasSize(9).isSorted().endsWith(16L);

    List<Long> found = new ArrayList<>();
    for (List<Json> page = changes("?after_seq=0&limit=" + limit).list();
        !page.isEmpty();
        page = changes("?limit=" + limit + "&after_seq=" + found.get(found.size() - 1)).list()) {
      found.addAll(places(page));
    }
    assertThat(found).isEqualTo(all);
  }

  private static List<Long> places(List<Json> messages) {
    return messages.stream().map(m -> m.number("changed_seq")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?after_seq=-1", "?after_seq=x", "?after_seq=0&limit=0"})
  void badPositionIsAViolation(String query) {
    assertThat(changes(query).problem(422)).isEqualTo("invalid_message");
  }

  @Test
  void strangerFindsNoChanges() {
    Person mallory = People.named("mallory");
    assertThat(
            mallory.rest().get(Person.conversation(channel) + "/changes?after_seq=0").problem(404))
        .isEqualTo("not_found");
  }
}
