package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Families that the configuration adds: who may, and what is not durable. */
class FamiliesIT {
  private static TopicClient open(String token) {
    return TopicClient.of(ChatClient.at(TopicClient.DOOR).bearer(token));
  }

  @Test
  void familyAsksForARole() {
    String topic = "closed:" + Unique.text("");
    try (TopicClient stranger = TopicClient.of(People.named("alice"));
        TopicClient moderator = TopicClient.of(People.withRole("mo", "moderator"))) {
      stranger.send("subscribe", "topic", topic);
      stranger.error("Topic not allowed");
      moderator.subscribe(topic);
      Publisher shop = Publisher.any();
      shop.add(topic, "secret");
      moderator.event("secret");
      assertThat(stranger.settle().events(topic)).isEmpty();
      Person alice = People.named("alice");
      alice.rest().get(Publisher.path(topic)).problem(404);
    }
  }

  @Test
  void familyAsksForAClaimThatListsTheId() {
    String id = Unique.text("");
    Person alice = People.named("alice");
    try (TopicClient without = TopicClient.of(alice);
        TopicClient with = open(alice.token("lists", List.of("x", id)));
        TopicClient one = open(alice.token("lists", id))) {
      without.send("subscribe", "topic", "owned:" + id);
      without.error("Topic not allowed");
      with.subscribe("owned:" + id);
      one.subscribe("owned:" + id);
      with.send("subscribe", "topic", "owned:" + id + "x");
      with.error("Topic not allowed");
    }
  }

  @Test
  void freshTokenThatNoLongerAllowsItEndsTheSubscription() {
    String topic = "owned:" + Unique.text("");
    Person alice = People.named("alice");
    try (TopicClient client = open(alice.token("lists", List.of(topic.substring(6))))) {
      client.subscribe(topic);
      client.socket().send("authenticate", "token", alice.token(), "id", "a1");
      assertThat(client.socket().await("authenticated").text("id")).isEqualTo("a1");
      assertThat(client.error("Topic not allowed").text("topic")).isEqualTo(topic);
      Publisher.any().add(topic, "after");
      assertThat(client.settle().events(topic)).isEmpty();
    }
  }

  @Test
  void tokenOfSomebodyElseChangesNothing() {
    String topic = "list:" + Unique.text("");
    try (TopicClient client = TopicClient.of(People.named("alice"))) {
      client.subscribe(topic);
      client.socket().send("authenticate", "token", People.named("bob").token());
      client.socket().await("error");
      Publisher.any().add(topic, "still");
      client.event("still");
    }
  }

  @Test
  void topicInMemoryIsRecoveredAsFarAsItRemembers() {
    String topic = "ticker:" + Unique.text("");
    Publisher shop = Publisher.any();
    try (TopicClient client = TopicClient.of(People.named("alice"))) {
      Json place = client.subscribe(topic);
      assertThat(place.number("offset")).isZero();
      Object[] events =
          IntStream.range(0, 60).mapToObj(i -> Publisher.event("UPDATED", "e" + i)).toArray();
      Json published = shop.post(topic, Json.array(events)).expect(202).data();
      assertThat(published.text("epoch")).isEqualTo(place.text("epoch"));
      client.event("e59");
      try (TopicClient back = TopicClient.of(People.named("bob"))) {
        assertThat(back.resume(topic, place.text("epoch"), 9).flag("recovered")).isFalse();
        assertThat(back.resume(topic, place.text("epoch"), 10).flag("recovered")).isTrue();
        back.event("e59");
        assertThat(back.events(topic)).hasSize(50);
      }
    }
  }

  @Test
  void sameKeyPublishesOnceInMemoryToo() throws Exception {
    String topic = "ticker:" + Unique.text("");
    Publisher shop = Publisher.any();
    Json event = Publisher.event("ADDED", "1");
    Json first = shop.post(topic, event, "k").expect(202).data();
    assertThat(shop.post(topic, event, "k").expect(202).data()).isEqualTo(first);
    shop.post(topic, Publisher.event("ADDED", "2"), "k").problem(409);
    assertThat(shop.add(topic, "3").numbers("offsets")).containsExactly(2L);
  }
}
