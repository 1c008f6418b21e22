package io.parlance.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.TopicClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who floods is told so, then shown out; the others notice nothing. */
class FloodIT {
  private static final int MANY = 30_000;

  @Test
  void flooderIsToldAndThenClosedWith1008() {
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    long channel = alice.startsGroup(bob);
    try (ChatClient flooder = alice.chat();
        ChatClient other = bob.chatIn(channel)) {
      flood(flooder, () -> flooder.send("ping"));
      assertThat(flooder.awaitClose(Duration.ofSeconds(30))).isEqualTo(1008);
      Json told = flooder.seen("error").get(0);
      assertThat(told.text("data.code")).isEqualTo("rate_limited");
      assertThat(told.number("data.retry_after_ms")).isPositive();
      other.say(channel, "as ever");
      other.awaitMessage("as ever");
    }
  }

  @Test
  void dashboardThatFloodsIsToldAndClosedToo() {
    Person alice = People.named("alice");
    TopicClient flooder = TopicClient.of(alice);
    try (ChatClient other = People.named("bob").chat()) {
      flood(flooder.socket(), () -> flooder.send("ping"));
      assertThat(flooder.socket().awaitClose(Duration.ofSeconds(30))).isEqualTo(1008);
      assertThat(flooder.error("Rate limited").number("retry_after_ms")).isPositive();
      other.settle();
    }
  }

  @Test
  void floodThatComesWithTheTokenEndsTheSameWay() {
    Json token = Json.object("type", "authenticate", "token", People.named("alice").token());
    try (ChatClient flooder = ChatClient.at(ChatClient.CHAT).subprotocol(ChatClient.BATCH).open()) {
      flooder.sendText("[" + token + ",{}".repeat(2_000) + "]");
      assertThat(flooder.awaitClose(Duration.ofSeconds(30))).isEqualTo(1008);
    }
  }

  private static void flood(ChatClient flooder, Runnable frame) {
    for (int i = 0; i < MANY && !flooder.isClosed(); i++) {
      try {
        frame.run();
      } catch (ChatClient.Gone e) {
        return;
      }
    }
  }

  @Test
  void restSaysWhenToComeBack() {
    Person alice = People.named("alice");
    for (int i = 0; i < 3_000; i++) {
      var answer = alice.rest().post("/v1/auth/tickets");
      if (answer.status() == 429) {
        assertThat(answer.problem(429)).isEqualTo("rate_limited");
        assertThat(Long.parseLong(answer.header("retry-after"))).isPositive();
        return;
      }
    }
    throw new AssertionError("3,000 tickets and no end");
  }
}
