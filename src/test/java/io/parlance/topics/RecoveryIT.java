package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a break a client has what a client without one has, or is told that it has not. */
class RecoveryIT {
  private Person alice;
  private Publisher shop;
  private String topic;

  @BeforeEach
  void aList() {
    alice = People.named("alice");
    shop = Publisher.any();
    topic = "list:" + Unique.text("");
  }

  private void publish(int count) {
    for (int from = 0; from < count; from += 100) {
      Object[] events =
          IntStream.range(from, Math.min(count, from + 100))
              .mapToObj(i -> Publisher.event("UPDATED", "e" + i))
              .toArray();
      shop.post(topic, Json.array(events)).expect(202);
    }
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void whatWasMissedFollowsTheAnswerInOrder() {
    String epoch = shop.add(topic, "first").text("epoch");
    publish(9);
    try (TopicClient client = TopicClient.of(alice)) {
      Json answer = client.resume(topic, epoch, 4);
      assertThat(answer)
          .isEqualTo(
              Json.object(
                  "action",
                  "subscribed",
                  "topic",
                  topic,
                  "epoch",
                  epoch,
                  "offset",
                  10,
                  "recovered",
                  true));
      shop.add(topic, "live");
      client.event("live");
      assertThat(client.offsets(topic)).isEqualTo(range(5, 11));
      assertThat(client.socket().frames().get(0)).isEqualTo(answer);
    }
  }

  @Test
  void whoMissedNothingIsToldSo() {
    try (TopicClient client = TopicClient.of(alice)) {
      Json before = client.subscribe(topic);
      Json answer = client.resume(topic, before.text("epoch"), before.number("offset"));
      assertThat(answer.flag("recovered")).isTrue();
      assertThat(client.settle().events(topic)).isEmpty();
    }
  }

  @Test
  void whatWasPublishedBetweenTwoSocketsIsRecovered() {
    Json before;
    try (TopicClient client = TopicClient.of(alice)) {
      before = client.subscribe(topic);
    }
    shop.add(topic, "missed");
    try (TopicClient client = TopicClient.of(alice)) {
      client.resume(topic, before.text("epoch"), before.number("offset"));
      client.event("missed");
    }
  }

  @Test
  void anotherEpochOrAPlaceBeyondTheEndIsNotRecovered() {
    String epoch = shop.add(topic, "a").text("epoch");
    try (TopicClient client = TopicClient.of(alice)) {
      assertThat(client.resume(topic, "other", 0).flag("recovered")).isFalse();
      assertThat(client.resume(topic, epoch, 2).flag("recovered")).isFalse();
      shop.add(topic, "b");
      client.event("b");
      assertThat(client.offsets(topic)).containsExactly(2L);
    }
  }

  @Test
  void longHistoryIsReadFromTheDatabase() {
    publish(900);
    String epoch = shop.add(topic, "last").text("epoch");
    try (TopicClient client = TopicClient.of(alice)) {
      assertThat(client.resume(topic, epoch, 0).flag("recovered")).isTrue();
      client.event("last");
      assertThat(client.offsets(topic)).isEqualTo(range(1, 901));
    }
  }

  @Test
  void beyondTheHistoryThereIsNothingButTheTruth() {
    publish(1200);
    String epoch = shop.add(topic, "last").text("epoch");
    try (TopicClient client = TopicClient.of(alice)) {
      Json answer = client.resume(topic, epoch, 5);
      assertThat(answer.flag("recovered")).isFalse();
      assertThat(answer.number("offset")).isEqualTo(1201);
      assertThat(client.settle().events(topic)).isEmpty();
      assertThat(client.resume(topic, epoch, 300).flag("recovered")).isTrue();
      client.event("last");
      assertThat(client.offsets(topic)).isEqualTo(range(301, 1201));
    }
  }

  @Test
  void nothingIsLostOrDoubledWhileOneRecoversAmidTraffic() throws Exception {
    int most = 900;
    String epoch = shop.add(topic, "start").text("epoch");
    CompletableFuture<Void> traffic =
        CompletableFuture.runAsync(
            () -> IntStream.range(1, most).forEach(i -> shop.add(topic, "e" + i)));
    int have = 0;
    try {
      while (have < most) {
        try (TopicClient client =
            TopicClient.of(
                ChatClient.at(TopicClient.DOOR)
                    .bearer(alice.token())
                    .subprotocol(ChatClient.BATCH))) {
          Json answer = client.resume(topic, epoch, have);
          assertThat(answer.flag("recovered")).isTrue();
          long until = Math.min(most, answer.number("offset") + 10);
          client.await("more", f -> f.has("event") && f.number("offset") >= until);
          List<Long> offsets = client.offsets(topic);
          assertThat(offsets).isEqualTo(range(have + 1, have + offsets.size()));
          have += offsets.size();
        }
      }
    } finally {
      traffic.join(); // what stopped it says more than what did not come
    }
  }
}
