package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Header, {@code ?token=}, ticket, first frame: four ways to say who one is. */
@Execution(ExecutionMode.CONCURRENT)
class WaysInIT {
  private Person alice;
  private long channel;

  @BeforeEach
  void alone() {
    alice = People.named("alice");
    channel = alice.startsGroup();
  }

  private static ChatClient.Opening chat() {
    return ChatClient.at(ChatClient.CHAT);
  }

  private void isAlice(ChatClient.Opening opening) {
    try (ChatClient client = opening.open()) {
      assertThat(client.await("connected").number("data.user.id")).isEqualTo(alice.id());
      client.say(channel, "it is me");
    }
  }

  private String ticket() {
    Json data = alice.rest().post("/v1/auth/tickets").expect(201).data();
    assertThat(data.number("expires_in")).isBetween(1L, 30L);
    return data.text("ticket");
  }

  @Test
  void tokenInTheHeader() {
    isAlice(chat().bearer(alice.token()));
  }

  @Test
  void tokenInTheAddress() {
    isAlice(chat().query("token", alice.token()));
    isAlice(ChatClient.at("/ws/chat").query("token", alice.token()));
    isAlice(ChatClient.at("/v1/ws/" + channel).query("token", alice.token()));
  }

  @Test
  void headerGoesBeforeTheAddress() {
    Person bob = People.named("bob");
    try (ChatClient client = chat().bearer(alice.token()).query("token", bob.token()).open()) {
      assertThat(client.await("connected").number("data.user.id")).isEqualTo(alice.id());
    }
  }

  @Test
  void whatAProxySaysOfItselfIsPassedOver() {
    String proxys = "Basic YWxpY2U6ZGVtbw==";
    isAlice(chat().header("Authorization", proxys).query("token", alice.token()));
    isAlice(chat().header("Authorization", proxys).query("ticket", ticket()));
    assertThat(chat().header("Authorization", proxys).open().awaitClose()).isEqualTo(4002);
  }

  @Test
  void ticketOpensOneSocketOnce() {
    String ticket = ticket();
    isAlice(chat().query("ticket", ticket));
    ChatClient second = chat().query("ticket", ticket).open();
    assertThat(second.awaitClose()).isEqualTo(4002);
    assertThat(second.seen("connected")).isEmpty();
  }

  @Test
  void ticketOpensTheConversationDoorToo() {
    isAlice(ChatClient.at("/ws/" + channel).query("ticket", ticket()));
  }

  @Test
  void ticketIsForSocketsOnly() {
    assertThat(Rest.as(ticket()).get("/v1/me").problem(401)).isEqualTo("unauthorized");
    assertThat(Rest.anonymous().get("/v1/me?ticket=" + ticket()).problem(401))
        .isEqualTo("unauthorized");
  }

  @Test
  void inventedTicketIsRefused() {
    for (String ticket : new String[] {"", "x", "' or 1=1--", "A".repeat(2000)}) {
      assertThat(chat().query("ticket", ticket).open().awaitClose()).isEqualTo(4002);
    }
  }

  @Test
  void ticketNeedsAToken() {
    Answer answer = Rest.anonymous().post("/v1/auth/tickets");
    assertThat(answer.problem(401)).isEqualTo("unauthorized");
  }

  @Test
  void tokenInTheFirstFrame() {
    try (ChatClient client = chat().open()) {
      Json answer = client.ask("authenticate", "token", alice.token());
      assertThat(answer.text("type")).isEqualTo("authenticated");
      assertThat(answer.number("data.user.id")).isEqualTo(alice.id());
      assertThat(Instant.parse(answer.text("data.expires_at"))).isAfter(Instant.now());
      client.await("connected");
      client.join(channel);
      client.say(channel, "by the first frame");
    }
  }

  @Test
  void tokenInTheFirstFrameAtTheConversationDoor() {
    try (ChatClient client = ChatClient.at("/v1/ws/" + channel).open()) {
      client.ask("authenticate", "token", alice.token());
      client.await("connected");
      alice.posts(channel, "heard");
      client.awaitMessage("heard");
    }
    Person mallory = People.named("mallory");
    try (ChatClient client = ChatClient.at("/v1/ws/" + channel).open()) {
      client.send("authenticate", "token", mallory.token());
      assertThat(client.awaitClose()).isEqualTo(4001);
    }
  }

  @Test
  void silenceIsClosedAfterFiveSeconds() {
    long began = System.nanoTime();
    ChatClient client = chat().open();
    assertThat(client.awaitClose(Duration.ofSeconds(12))).isEqualTo(4002);
    assertThat((System.nanoTime() - began) / 1_000_000).isBetween(3_000L, 11_000L);
    assertThat(client.frames()).isEmpty();
  }

  @Test
  void anotherFirstFrameGetsNothing() {
    ChatClient client = chat().open();
    client.send("get_room_list");
    try {
      client.send("message", "channel_id", channel, "content", "anonymous");
    } catch (ChatClient.Gone e) {
      // closed already, for the first
    }
    assertThat(client.awaitClose()).isEqualTo(4002);
    assertThat(client.seen("room_list")).isEmpty();
    assertThat(client.seen("message_sent")).isEmpty();
    assertThat(alice.findsConversation(channel).number("last_seq")).isZero();
  }

  @Test
  void badTokenInTheFirstFrameIsClosed() {
    ChatClient client = chat().open();
    client.send("authenticate", "token", "nonsense");
    assertThat(client.awaitClose()).isEqualTo(4002);
  }

  @Test
  void badTokenIsNotMendedByAGoodFrame() {
    ChatClient client = chat().query("token", "nonsense").open();
    assertThat(client.awaitClose()).isEqualTo(4002);
  }
}
