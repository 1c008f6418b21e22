package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing and reading topics by REST. */
class PublishingIT {
  private Publisher shop;
  private String topic;

  @BeforeEach
  void aList() {
    shop = Publisher.any();
    topic = "list:" + Unique.text("");
  }

  @Test
  void offsetsCountFromOneWithoutAGap() {
    Json first = shop.add(topic, "a");
    Json more =
        shop.post(
                topic, Json.array(Publisher.event("UPDATED", "a"), Publisher.event("DELETED", "a")))
            .expect(202)
            .data();
    assertThat(first.numbers("offsets")).containsExactly(1L);
    assertThat(more.numbers("offsets")).containsExactly(2L, 3L);
    assertThat(more.text("epoch")).isEqualTo(first.text("epoch"));
    assertThat(more.text("topic")).isEqualTo(topic);
  }

  @Test
  void onlyAPublisherMay() {
    Json event = Publisher.event("ADDED", "1");
    Person alice = People.named("alice");
    assertThat(alice.rest().send("POST", Publisher.path(topic), event).problem(403))
        .isEqualTo("access_denied");
    assertThat(Rest.anonymous().send("POST", Publisher.path(topic), event).problem(401))
        .isEqualTo("unauthorized");
    assertThat(shop.post("secrets:1", event).problem(404)).isEqualTo("not_found");
    assertThat(alice.rest().get("/v1/topics/secrets:1/events").problem(404)).isEqualTo("not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{}",
        "{\"event\":\"ADDED\"}",
        "{\"event\":\"added\",\"data\":{\"entity_id\":\"1\",\"payload\":{}}}",
        "{\"event\":\"ADDED\",\"data\":{\"payload\":{}}}",
        "{\"event\":\"ADDED\",\"data\":{\"entity_id\":\"\",\"payload\":{}}}",
        "{\"event\":\"ADDED\",\"data\":{\"entity_id\":\"1\",\"payload\":[]}}",
        "{\"event\":\"ADDED\",\"data\":{\"entity_id\":\"1\",\"payload\":{},\"timestamp\":\"now\"}}",
        "{\"event\":\"ADDED\",\"data\":{\"entity_id\":\"1\",\"payload\":{},\"user_id\":{}}}",
        "[{\"event\":\"ADDED\",\"data\":{\"entity_id\":\"1\",\"payload\":{}}},{}]"
      })
  void badEventIsRefusedAndNothingIsPublished(String body) {
    assertThat(
            shop.person()
                .rest()
                .send("POST", Publisher.path(topic), "application/json", body)
                .problem(422))
        .isEqualTo("invalid_message");
    assertThat(shop.add(topic, "next").numbers("offsets")).containsExactly(1L);
  }

  @Test
  void whatIsNotJsonIsRefused() {
    Rest rest = shop.person().rest();
    assertThat(rest.send("POST", Publisher.path(topic), "application/json", "{").problem(400))
        .isEqualTo("invalid_json");
    rest.send("POST", Publisher.path(topic), "text/plain", "{}").problem(415);
    String large = "x".repeat(70_000);
    shop.post(topic, Publisher.event("ADDED", "1", "text", large)).problem(413);
    Object[] many = IntStream.range(0, 101).mapToObj(i -> Publisher.event("ADDED", "e")).toArray();
    shop.post(topic, Json.array(many)).problem(422);
  }

  @Test
  void sameKeyPublishesOnce() throws Exception {
    Json event = Publisher.event("ADDED", "once");
    try (TopicClient client = TopicClient.of(People.named("alice"))) {
      client.subscribe(topic);
      String key = Unique.text("key");
      Answer first = shop.post(topic, event, key).expect(202);
      Answer again = shop.post(topic, event, key).expect(202);
      assertThat(again.data()).isEqualTo(first.data());
      assertThat(shop.post(topic, Publisher.event("ADDED", "other"), key).problem(409))
          .isEqualTo("conflict");
      shop.add(topic, "end");
      client.event("end");
      assertThat(client.offsets(topic)).containsExactly(1L, 2L);
    }
  }

  @Test
  void missedEventsComeByRestInPages() {
    IntStream.rangeClosed(1, 5).forEach(i -> shop.add(topic, "e" + i));
    Rest rest = People.named("alice").rest();
    Json page = rest.get(Publisher.path(topic) + "?since=1&limit=3").expect(200).json();
    assertThat(page.flag("data.recovered")).isTrue();
    assertThat(page.number("data.offset")).isEqualTo(5);
    assertThat(page.at("data").numbers("events", "offset")).containsExactly(2L, 3L, 4L);
    assertThat(page.flag("page.has_more")).isTrue();
    String onward = page.text("page.next_cursor");
    Json rest2 = rest.get(Publisher.path(topic) + "?since=" + onward).json();
    assertThat(rest2.at("data").numbers("events", "offset")).containsExactly(5L);
    assertThat(rest2.flag("page.has_more")).isFalse();
    Json other = rest.get(Publisher.path(topic) + "?since=1&epoch=other").data();
    assertThat(other.flag("recovered")).isFalse();
    assertThat(other.list("events")).isEmpty();
    assertThat(rest.get(Publisher.path(topic) + "?since=9").data().flag("recovered")).isFalse();
    for (String bad : List.of("since=-1", "since=x", "limit=0", "limit=101")) {
      rest.get(Publisher.path(topic) + "?" + bad).problem(422);
    }
  }
}
