package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A socket lives no longer than its token. */
@Execution(ExecutionMode.CONCURRENT)
class TokenLifeIT {
  private final Person alice = People.named("alice");

  private String ending(int seconds) {
    return Tokens.mint(Tokens.ending(alice.claims(), Duration.ofSeconds(seconds)));
  }

  private static ChatClient connect(String token) {
    return ChatClient.at(ChatClient.CHAT).bearer(token).connect();
  }

  @Test
  void socketIsWarnedAndClosedAtItsTokensEnd() {
    long began = System.nanoTime();
    ChatClient client = connect(ending(4));
    Json warning = client.await("token_expiring");
    assertThat(Instant.parse(warning.text("data.expires_at"))).isNotNull();
    // Clocks may be allowed to differ by some seconds.
    assertThat(client.awaitClose(Duration.ofSeconds(20))).isEqualTo(4002);
    assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThan(2_500);
  }

  @Test
  void conversationsDoorWarnsAndClosesAtItsTokensEnd() {
    long channel = alice.startsGroup();
    ChatClient client = ChatClient.at("/v1/ws/" + channel).bearer(ending(4)).connect();
    client.await("token_expiring");
    assertThat(client.awaitClose(Duration.ofSeconds(20))).isEqualTo(4002);
  }

  @Test
  void freshTokenOfTheSameUserKeepsItOpen() {
    try (ChatClient client = connect(ending(5))) {
      client.await("token_expiring");
      Json answer = client.ask("authenticate", "token", ending(3600));
      assertThat(answer.text("type")).isEqualTo("authenticated");
      assertThat(answer.number("data.user.id")).isEqualTo(alice.id());
      // The old token's end passes while this second socket waits for its own.
      ChatClient other = connect(ending(6));
      other.awaitClose(Duration.ofSeconds(20));
      client.settle();
    }
  }

  @Test
  void longTokenIsNotWarnedAbout() {
    try (ChatClient client = connect(ending(3600))) {
      client.settle();
      assertThat(client.seen("token_expiring")).isEmpty();
    }
  }

  @Test
  void anotherUsersTokenIsRefused() {
    Person bob = People.named("bob");
    try (ChatClient client = connect(alice.token())) {
      client.send("authenticate", "token", bob.token());
      Json answer =
          client.poll(
              frame -> !"token_expiring".equals(frame.textOrNull("type")), ChatClient.PATIENCE);
      if (answer == null) {
        assertThat(client.awaitClose()).isEqualTo(4002);
      } else {
        assertThat(answer.text("type")).isEqualTo("error");
        assertThat(answer.text("data.code")).isIn("access_denied", "conflict", "invalid_message");
        long channel = alice.startsGroup();
        client.join(channel);
      }
    }
  }

  @Test
  void badTokenLaterIsNoWayInEither() {
    ChatClient client = connect(alice.token());
    client.send("authenticate", "token", "nonsense");
    Json answer = client.poll(frame -> true, ChatClient.PATIENCE);
    if (answer != null) {
      assertThat(answer.text("type")).isEqualTo("error");
    } else {
      assertThat(client.awaitClose()).isEqualTo(4002);
    }
    client.close();
  }

  @Test
  void restRefusesATokenAfterItsEnd() {
    Rest.as(ending(3600)).get("/v1/me").expect(200);
    assertThat(Rest.as(ending(-120)).get("/v1/me").problem(401)).isEqualTo("unauthorized");
  }
}
