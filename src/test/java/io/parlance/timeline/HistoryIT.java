package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of history, over REST and over the socket. */
class HistoryIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void twelveMessages() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
    for (int i = 1; i <= 12; i++) {
      alice.posts(channel, "m" + i);
    }
  }

  private Answer page(String query) {
    return bob.rest().get(Person.messages(channel) + query);
  }

  private static List<Long> seqs(List<Json> messages) {
    return messages.stream().map(message -> message.number("seq")).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 12, false",
    "?limit=5, 8, 12, true",
    "?before_seq=8&limit=5, 3, 7, true",
    "?before_seq=6&limit=5, 1, 5, false",
    "?before_seq=5&limit=5, 1, 4, false",
    "?after_seq=0&limit=4, 1, 4, true",
    "?after_seq=8&limit=4, 9, 12, false",
    "?after_seq=10, 11, 12, false",
    "?before_seq=99999, 1, 12, false"
  })
  void pageIsAscendingAndItsPositionExclusive(String query, long from, long to, boolean more) {
    Answer answer = page(query);
    assertThat(seqs(answer.list())).isEqualTo(range(from, to));
    assertThat(answer.json().flag("page.has_more")).isEqualTo(more);
  }

  @Test
  void aroundGivesBothSides() {
    List<Long> seqs = seqs(page("?around_seq=6&limit=5").list());
    assertThat(seqs).contains(5L, 6L, 7L).hasSizeBetween(4, 6).isSorted();
  }

  @Test
  void beyondTheEndsThereIsNothing() {
    assertThat(page("?after_seq=12").list()).isEmpty();
    assertThat(page("?before_seq=1").list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=abc",
        "limit=99999999999999999999",
        "before_seq=x",
        "after_seq=1.5",
        "after_seq=-1",
        "before_seq=1&after_seq=1"
      })
  void badPositionIsAViolation(String query) {
    Answer answer = page("?" + query);
    assertThat(answer.problem(422)).isEqualTo("invalid_message");
    assertThat(answer.json().list("violations")).isNotEmpty();
  }

  @Test
  void walkingBackReadsEverythingOnce() {
    List<Long> seqs = new ArrayList<>();
    Answer answer = page("?limit=5");
    while (true) {
      seqs.addAll(0, seqs(answer.list()));
      if (!answer.json().flag("page.has_more")) {
        break;
      }
      answer = page("?limit=5&before_seq=" + seqs.get(0));
    }
    assertThat(seqs).isEqualTo(range(1, 12));
  }

  @Test
  void socketGivesTheSamePages() {
    try (ChatClient client = bob.chatIn(channel)) {
      Json latest = client.ask("get_messages", "channel_id", channel, "limit", 5);
      assertThat(latest.text("type")).isEqualTo("message_list");
      assertThat(latest.number("data.channel_id")).isEqualTo(channel);
      assertThat(latest.list("data.messages")).isEqualTo(page("?limit=5").list());
      assertThat(latest.flag("data.has_more")).isTrue();
      Json older = client.ask("get_messages", "channel_id", channel, "before_seq", 8, "limit", "5");
      assertThat(older.numbers("data.messages", "seq")).isEqualTo(range(3, 7));
      Json newer = client.ask("get_messages", "channel_id", channel, "after_seq", 10);
      assertThat(newer.numbers("data.messages", "seq")).isEqualTo(range(11, 12));
    }
  }

  @Test
  void socketRefusesBadPositionsToo() {
    Person mallory = People.named("mallory");
    try (ChatClient client = bob.chatIn(channel);
        ChatClient stranger = mallory.chat()) {
      for (Object limit : new Object[] {0, -1, 101, "abc"}) {
        assertThat(
                client.ask("get_messages", "channel_id", channel, "limit", limit).text("data.code"))
            .as("limit " + limit)
            .isEqualTo("invalid_message");
      }
      assertThat(stranger.ask("get_messages", "channel_id", channel).text("data.code"))
          .isIn("not_found", "access_denied");
    }
  }

  @Test
  void deletedAndEditedKeepTheirPlaces() {
    List<Json> before = page("").list();
    alice.rest().patch(Person.message(before.get(2).text("id")), "content", "changed");
    alice.rest().delete(Person.message(before.get(4).text("id")));
    List<Json> after = page("").list();
    assertThat(seqs(after)).isEqualTo(range(1, 12));
    assertThat(after.get(2).text("content")).isEqualTo("changed");
    assertThat(after.get(4).flag("deleted")).isTrue();
    assertThat(page("?after_seq=12").list()).isEmpty();
  }

  @Test
  void oneMessageIsTheSameAsInItsPage() {
    Json inPage = page("?limit=1").list().get(0);
    assertThat(bob.finds(inPage.text("id"))).isEqualTo(inPage);
  }

  @Test
  void unknownAndMalformedIdsAreNotFound() {
    for (String path :
        List.of(
            "/v1/messaging/conversations/987654321987/messages",
            "/v1/messaging/conversations/987654321987",
            "/v1/messaging/messages/0190a5b0-0000-7000-8000-000000000000")) {
      assertThat(bob.rest().get(path).problem(404)).as(path).isEqualTo("not_found");
    }
    for (String path :
        List.of(
            "/v1/messaging/conversations/abc",
            "/v1/messaging/conversations/1%27%20or%201=1/messages",
            "/v1/messaging/messages/nonsense")) {
      Answer answer = bob.rest().get(path);
      assertThat(answer.status()).as(path).isIn(404, 422);
      answer.problem(answer.status());
    }
  }
}
