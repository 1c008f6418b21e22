package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The topics door: protocol.md, section 4. */
@Execution(ExecutionMode.CONCURRENT)
class TopicsIT {
  private Person alice;
  private Publisher shop;
  private String topic;

  @BeforeEach
  void aList() {
    alice = People.named("alice");
    shop = Publisher.any();
    topic = "list:" + Unique.text("");
  }

  @ParameterizedTest
  @ValueSource(strings = {TopicClient.DOOR, TopicClient.ALIAS})
  void subscriberHearsWhatIsPublished(String door) {
    try (TopicClient client = TopicClient.of(ChatClient.at(door).bearer(alice.token()))) {
      assertThat(client.subscribe(topic).text("action")).isEqualTo("subscribed");
      shop.add(topic, "456");
      Json event = client.event("456");
      assertThat(event.text("topic")).isEqualTo(topic);
      assertThat(event.text("event")).isEqualTo("ADDED");
      assertThat(event.text("data.timestamp")).endsWith("Z");
      assertThat(event.text("data.user_id")).isEqualTo(String.valueOf(shop.person().id()));
    }
  }

  @ParameterizedTest
  @EnumSource(TopicChange.class)
  void eachKindArrivesAsItWasSent(TopicChange change) {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe(topic);
      Json data =
          Json.object(
              "entity_id",
              "e1",
              "payload",
              Json.object("title", "a \"book\" \u00e4\ud83c\udf81", "n", 3),
              "user_id",
              "789",
              "timestamp",
              "2025-11-26T10:30:00Z");
      shop.post(topic, Json.object("event", change.name(), "data", data)).expect(202);
      Json event = client.event("e1");
      assertThat(event.text("event")).isEqualTo(change.name());
      assertThat(event.at("data")).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"list:1", "occasion:a-b.c_7", "list-items:all", "gifts:all"})
  void builtInFamiliesAreThere(String name) {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe(name);
      client.unsubscribe(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secrets:1", "list:", "list:a:b", "list", "gifts:1", "list:a b", "List:1", "*"})
  void topicOfNoFamilyIsNotAllowed(String name) {
    try (TopicClient client = TopicClient.of(alice)) {
      client.send("subscribe", "topic", name);
      assertThat(client.error("Topic not allowed"))
          .isEqualTo(Json.object("error", "Topic not allowed", "topic", name));
    }
  }

  @Test
  void pingIsAnsweredAndUnknownActionsAreIgnored() {
    try (TopicClient client = TopicClient.of(alice)) {
      client.send("dance");
      client.send("subscribed", "topic", topic);
      client.settle();
      assertThat(client.socket().texts()).containsExactly("{\"action\":\"pong\"}");
    }
  }

  @Test
  void topicIsRequired() {
    try (TopicClient client = TopicClient.of(alice)) {
      client.send("subscribe");
      client.send("subscribe", "topic", "");
      client.send("unsubscribe");
      client.settle();
      assertThat(client.socket().texts())
          .startsWith(
              "{\"error\":\"Topic is required for subscribe action\"}",
              "{\"error\":\"Topic is required for subscribe action\"}",
              "{\"error\":\"Topic is required for unsubscribe action\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "7",
        "null",
        "[]",
        "[{\"action\":\"ping\"}]",
        "{\"topic\":\"list:1\"}",
        "{\"action\":7}",
        "{\"action\":\"subscribe\",\"topic\":7}",
        "{\"action\":\"subscribe\",\"topic\":\"list:1\",\"since\":5}",
        "{\"action\":\"subscribe\",\"topic\":\"list:1\",\"since\":{\"epoch\":\"e\"}}",
        "{\"action\":\"subscribe\",\"topic\":\"list:1\",\"since\":{\"offset\":1}}",
        "{\"action\":\"subscribe\",\"topic\":\"list:1\",\"since\":{\"epoch\":\"e\",\"offset\":-1}}"
      })
  void brokenFrameIsAnsweredAndTheSocketStays(String text) {
    try (TopicClient client = TopicClient.of(alice)) {
      client.socket().sendText(text);
      assertThat(client.error("Invalid message format").text("details")).isNotBlank();
      client.settle();
    }
  }

  @Test
  void subscribingTwiceIsOneSubscription() {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe(topic);
      client.subscribe(topic);
      shop.add(topic, "once");
      client.event("once");
      client.unsubscribe(topic);
      shop.add(topic, "never");
      client.settle();
      assertThat(client.events(topic)).hasSize(1);
    }
  }

  @Test
  void afterUnsubscribedNothingComes() {
    try (TopicClient client = TopicClient.of(alice);
        TopicClient other = TopicClient.of(alice)) {
      client.subscribe(topic);
      other.subscribe(topic);
      client.unsubscribe(topic);
      client.unsubscribe(topic);
      shop.add(topic, "e");
      other.event("e");
      assertThat(client.settle().events(topic)).isEmpty();
    }
  }

  @Test
  void topicsDoNotMix() {
    String second = topic + "b";
    try (TopicClient one = TopicClient.of(alice);
        TopicClient both = TopicClient.of(alice)) {
      one.subscribe(topic);
      both.subscribe(topic);
      both.subscribe(second);
      shop.add(second, "s");
      shop.add(topic, "f");
      both.event("s");
      both.event("f");
      one.event("f");
      assertThat(one.events(second)).isEmpty();
    }
  }

  @Test
  void oneSocketHasAThousandTopicsAndNoMore() {
    try (TopicClient client = TopicClient.of(alice)) {
      List<String> names = IntStream.range(0, 1000).mapToObj(i -> topic + "-" + i).toList();
      names.forEach(name -> client.send("subscribe", "topic", name));
      client.await("the last", frame -> names.get(999).equals(frame.textOrNull("topic")));
      client.send("subscribe", "topic", topic);
      assertThat(client.error("Topic not allowed").text("details"))
          .isEqualTo("at most 1000 subscriptions");
      shop.add(names.get(0), "first");
      shop.add(names.get(999), "last");
      client.event("first");
      client.event("last");
      client.unsubscribe(names.get(0));
      client.subscribe(topic);
    }
  }

  @Test
  void everySubscriberGetsAllInOneOrder() {
    List<TopicClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        TopicClient client =
            TopicClient.of(
                ChatClient.at(TopicClient.DOOR)
                    .bearer(alice.token())
                    .subprotocol(i % 2 == 0 ? ChatClient.BATCH : ChatClient.DEFLATE));
        client.subscribe(topic);
        clients.add(client);
      }
      Publisher other = Publisher.any();
      IntConsumer write = i -> List.of(shop, other).get(i % 2).add(topic, "x" + i);
      IntStream.range(0, 200).parallel().forEach(write);
      for (TopicClient client : clients) {
        client.await("200", frame -> frame.has("offset") && frame.number("offset") == 200);
        assertThat(client.offsets(topic))
            .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
      }
    } finally {
      clients.forEach(TopicClient::close);
    }
  }

  @Test
  void withoutAskingEachFrameIsOneObject() {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe(topic);
      List<Json> events =
          IntStream.range(0, 100).mapToObj(i -> Publisher.event("UPDATED", "e" + i)).toList();
      shop.post(topic, Json.array(events.toArray())).expect(202);
      client.event("e99");
      assertThat(client.socket().texts()).allMatch(text -> text.startsWith("{"));
    }
  }

  @Test
  void actionsMayComeAsAnArrayWhereBatchesWereAskedFor() {
    try (TopicClient client =
        TopicClient.of(
            ChatClient.at(TopicClient.DOOR).bearer(alice.token()).subprotocol(ChatClient.BATCH))) {
      client
          .socket()
          .sendText(
              "[{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"},{\"action\":\"ping\"}]");
      client.await("subscribed", frame -> "subscribed".equals(frame.textOrNull("action")));
      client.await("pong", frame -> "pong".equals(frame.textOrNull("action")));
    }
  }

  @Test
  void dashboardHearsNothingOfConversations() {
    Person bob = People.named("bob");
    try (TopicClient client = TopicClient.of(alice);
        ChatClient chat = alice.chat()) {
      client.subscribe(topic);
      long channel = bob.startsGroup(alice);
      bob.posts(channel, "hello");
      chat.await("unread_count_updated");
      alice.rest().post(Person.conversation(channel) + "/read", "seq", 1).expect(200);
      chat.await("unread_count_updated", frame -> frame.number("data.last_read_seq") == 1);
      client.settle();
      assertThat(client.socket().frames()).noneMatch(frame -> frame.has("type"));
    }
  }
}
