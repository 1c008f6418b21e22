package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who is subscribed, where the family allows it: protocol.md, section 4. */
@Execution(ExecutionMode.CONCURRENT)
class TopicPresenceIT {
  private final Person alice = People.named("alice");
  private final String topic = "list:" + Unique.text("");

  @Test
  void socketThatGoesLeavesItsTopics() {
    Person bob = People.named("bob");
    try (TopicClient watcher = TopicClient.of(alice)) {
      watcher.subscribe(topic);
      TopicClient gone = TopicClient.of(bob);
      gone.subscribe(topic);
      watcher.await("joined", frame -> "joined".equals(frame.textOrNull("presence")));
      assertThat(watcher.presence(topic).numbers("user_ids"))
          .containsExactlyInAnyOrder(alice.id(), bob.id());
      gone.socket().cut();
      Json left = watcher.await("left", frame -> "left".equals(frame.textOrNull("presence")));
      assertThat(left)
          .isEqualTo(Json.object("topic", topic, "presence", "left", "user_id", bob.id()));
      assertThat(watcher.presence(topic).number("count")).isEqualTo(1);
      assertThat(alice.rest().get("/v1/topics/" + topic + "/presence").data().numbers("user_ids"))
          .containsExactly(alice.id());
    }
  }

  @Test
  void somebodyWithTwoSocketsIsThereUntilBothAreGone() {
    Person bob = People.named("bob");
    try (TopicClient watcher = TopicClient.of(alice);
        TopicClient one = TopicClient.of(bob);
        TopicClient two = TopicClient.of(bob)) {
      watcher.subscribe(topic);
      one.subscribe(topic);
      two.subscribe(topic);
      one.unsubscribe(topic);
      assertThat(watcher.presence(topic).number("count")).isEqualTo(2);
      two.unsubscribe(topic);
      watcher.await("left", frame -> "left".equals(frame.textOrNull("presence")));
      assertThat(
              watcher.socket().frames().stream()
                  .filter(frame -> frame.has("presence"))
                  .map(frame -> frame.text("presence")))
          .containsExactly("joined", "left");
    }
  }

  @Test
  void familyWithoutPresenceTellsNobody() {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe("gifts:all");
      client.send("presence", "topic", "gifts:all");
      client.error("Topic not allowed");
      alice.rest().get("/v1/topics/gifts:all/presence").problem(403);
    }
  }
}
