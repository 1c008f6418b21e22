package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Server;
import io.parlance.testkit.TopicClient;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are too early, or gone too soon. */
class HandshakeIT {
  /** More than a container has threads for requests. */
  private static final int MANY = 300;

  private Person alice;
  private long channel;
  private String authorization;

  @BeforeEach
  void aGroup() {
    alice = People.named("alice");
    channel = alice.startsGroup(People.named("bob"));
    authorization = "Authorization: Bearer " + alice.token();
  }

  @Test
  void whatComesWithTheHandshakeIsAnswered() {
    String ping = "{\"type\":\"ping\",\"timestamp\":\"early\"}";
    try (RawSocket raw = RawSocket.eager(Server.base(), ChatClient.CHAT, ping, authorization)) {
      raw.await("connected");
      assertThat(raw.await("pong").has("timestamp")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TopicClient.DOOR, TopicClient.ALIAS})
  void whoSpeaksFirstIsAnswered(String door) {
    for (int i = 0; i < MANY; i++) {
      try (TopicClient client = TopicClient.of(ChatClient.at(door).bearer(alice.token()))) {
        client.settle();
      }
    }
  }

  @Test
  void whoVanishesAmidTheHandshakeHoldsNothing() {
    for (int i = 0; i < MANY; i++) {
      RawSocket.vanish(Server.base(), ChatClient.CHAT, authorization);
    }
    // Payara may give a vanished client's request to the next one, who is closed then and comes
    // again
    await().ignoreExceptions().atMost(Duration.ofSeconds(30)).untilAsserted(this::stillServes);
  }

  @Test
  void whoIsSentAwayAtOnceTakesNobodyAlong() {
    for (int i = 0; i < 20; i++) {
      try (RawSocket raw = RawSocket.open(Server.base(), ChatClient.CHAT + "?token=none")) {
        stillServes();
        assertThat(raw.awaitClose()).isEqualTo(4002);
      }
    }
  }

  @Test
  void whoSaysGoodbyeAndIsGoneHoldsNothing() {
    // the last word is read by one of the container's threads, the end of the line by another
    IntStream.range(0, 2 * MANY).parallel().forEach(i -> leave());
    await().ignoreExceptions().atMost(Duration.ofSeconds(30)).untilAsserted(this::stillServes);
  }

  private void leave() {
    try (RawSocket raw = RawSocket.open(Server.base(), ChatClient.CHAT, authorization)) {
      raw.frame(true, RawSocket.CLOSE, new byte[] {3, (byte) 232});
    }
  }

  private void stillServes() {
    ChatClient chat = alice.chat();
    assertThat(chat.say(channel, "still here").number("seq")).isPositive();
    chat.close();
    assertThat(alice.findsConversation(channel).number("id")).isEqualTo(channel);
  }
}
