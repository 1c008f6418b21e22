package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who comes in at the topics door, and for how long: protocol.md, section 2. */
@Execution(ExecutionMode.CONCURRENT)
class TopicDoorIT {
  private final Person alice = People.named("alice");
  private final String topic = "list:" + Unique.text("");

  @Test
  void withoutTokenItIsClosedWith4001() {
    for (String door : List.of(TopicClient.DOOR, TopicClient.ALIAS)) {
      assertThat(ChatClient.at(door).bearer("nonsense").open().awaitClose()).isEqualTo(4001);
      assertThat(ChatClient.at(door).query("token", "x").open().awaitClose()).isEqualTo(4001);
      assertThat(ChatClient.at(door).query("ticket", "x").open().awaitClose()).isEqualTo(4001);
    }
    TopicClient silent = TopicClient.of(ChatClient.at(TopicClient.DOOR));
    TopicClient wrong = TopicClient.of(ChatClient.at(TopicClient.DOOR));
    wrong.send("subscribe", "topic", topic);
    assertThat(wrong.socket().awaitClose()).isEqualTo(4001);
    assertThat(silent.socket().awaitClose()).isEqualTo(4001);
  }

  @Test
  void firstFrameMayBringTheToken() {
    try (TopicClient client = TopicClient.of(ChatClient.at(TopicClient.DOOR))) {
      client.socket().send("authenticate", "token", alice.token());
      client.subscribe(topic);
      assertThat(client.socket().await("authenticated").number("data.user.id"))
          .isEqualTo(alice.id());
    }
  }

  @Test
  void tokenThatEndsEndsTheSocket() {
    String brief = alice.token("exp", java.time.Instant.now().plusSeconds(4).getEpochSecond());
    TopicClient client = TopicClient.of(ChatClient.at(TopicClient.DOOR).bearer(brief));
    client.subscribe(topic);
    client.socket().await("token_expiring");
    assertThat(client.socket().awaitClose()).isEqualTo(4001);
  }

  @Test
  void framesThatNoDoorTakesCloseThisOneToo() {
    TopicClient binary = TopicClient.of(alice);
    binary.socket().sendBinary("{\"action\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(binary.socket().awaitClose()).isEqualTo(1003);

    TopicClient large = TopicClient.of(alice);
    large.send("ping", "filler", "x".repeat(70_000));
    assertThat(large.socket().awaitClose()).isEqualTo(1009);
  }
}
