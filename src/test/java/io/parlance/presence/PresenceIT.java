package io.parlance.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is there: by live sockets, several a person, and what they say of themselves. */
@Execution(ExecutionMode.CONCURRENT)
class PresenceIT {
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  private static void awaitStatus(ChatClient watcher, Person person, String status) {
    watcher.await(
        "user_status",
        frame ->
            frame.number("data.user_id") == person.id()
                && frame.text("data.status").equals(status));
  }

  @Test
  void comingAndGoingIsTold() {
    try (ChatClient watcher = alice.chatIn(channel)) {
      ChatClient client = bob.chatIn(channel);
      awaitStatus(watcher, bob, "online");
      client.close();
      awaitStatus(watcher, bob, "offline");
    }
  }

  @Test
  void goingWithoutAWordIsTold() {
    try (ChatClient watcher = alice.chatIn(channel)) {
      ChatClient client = bob.chatIn(channel);
      awaitStatus(watcher, bob, "online");
      client.cut();
      awaitStatus(watcher, bob, "offline");
    }
  }

  @Test
  void onlyTheLastSocketTakesItsPersonAway() {
    try (ChatClient watcher = alice.chatIn(channel);
        ChatClient phone = bob.chatIn(channel)) {
      awaitStatus(watcher, bob, "online");
      ChatClient desk = bob.chatIn(channel);
      desk.close();
      desk.awaitClose();
      phone.say(channel, "still here");
      watcher.awaitMessage("still here");
      watcher.settle();
      assertThat(watcher.seen("user_status", frame -> isOffline(frame, bob))).isEmpty();
      assertThat(online(watcher)).contains(bob.id());
    }
  }

  @Test
  void whoOnlyReconnectsIsCalledOfflineToNobody() {
    try (ChatClient watcher = alice.chatIn(channel)) {
      ChatClient before = bob.chatIn(channel);
      awaitStatus(watcher, bob, "online");
      before.close();
      before.awaitClose();
      String asked = alice.rest().get("/v1/users/" + bob.id()).data().text("status");
      try (ChatClient back = bob.chatIn(channel)) {
        back.send("status_update", "status", "busy");
        awaitStatus(watcher, bob, "busy");
      }
      // On a slow machine it takes too long to be only that; then it was told before it was
      // answered.
      boolean wasTold = !watcher.seen("user_status", frame -> isOffline(frame, bob)).isEmpty();
      assertThat(asked).isIn("online", wasTold ? "offline" : "online");
    }
  }

  private static boolean isOffline(Json frame, Person person) {
    return frame.number("data.user_id") == person.id()
        && frame.text("data.status").equals("offline");
  }

  private static List<Long> online(ChatClient client) {
    return client.ask("get_online_users").numbers("data.online_users");
  }

  @ParameterizedTest
  @ValueSource(strings = {"away", "busy", "offline"})
  void chosenStatusIsToldToThoseWhoShareAConversation(String status) {
    Person mallory = People.named("mallory");
    try (ChatClient watcher = alice.chatIn(channel);
        ChatClient stranger = mallory.chat();
        ChatClient client = bob.chatIn(channel)) {
      awaitStatus(watcher, bob, "online");
      client.send("status_update", "status", status);
      awaitStatus(watcher, bob, status);
      client.send("status_update", "status", "online");
      awaitStatus(watcher, bob, "online");
      stranger.settle();
      assertThat(stranger.seen("user_status", frame -> frame.number("data.user_id") == bob.id()))
          .isEmpty();
    }
  }

  /** Whether it changes something or not, and whoever else hears of it. */
  @Test
  void whoChoosesIsAnswered() {
    try (ChatClient client = bob.chat()) {
      for (String status : List.of("busy", "busy", "online")) {
        Json answer = client.ask("status_update", "status", status);
        assertThat(answer.text("type")).isEqualTo("user_status");
        assertThat(answer.number("data.user_id")).isEqualTo(bob.id());
        assertThat(answer.text("data.status")).isEqualTo(status);
      }
    }
  }

  @Test
  void statusOverRestIsTheSame() {
    try (ChatClient watcher = alice.chatIn(channel);
        ChatClient client = bob.chatIn(channel)) {
      client.settle();
      assertThat(bob.rest().put("/v1/me/status", "status", "busy").status()).isIn(200, 204);
      awaitStatus(watcher, bob, "busy");
      assertThat(bob.rest().get("/v1/me").data().text("status")).isEqualTo("busy");
    }
  }

  /** By REST, because the socket is only on its way: whichever is first, the choice stands. */
  @Test
  void choiceThatIsMadeWhileOneArrivesStands() {
    for (int i = 0; i < 40; i++) {
      Person comer = People.named("comer");
      var choosing =
          CompletableFuture.supplyAsync(
              () -> comer.rest().put("/v1/me/status", "status", "busy").status());
      try (ChatClient client = comer.chat()) {
        assertThat(choosing.join()).isEqualTo(200);
        client.settle();
        assertThat(comer.rest().get("/v1/users/" + comer.id()).data().text("status"))
            .isEqualTo("busy");
      }
    }
  }

  @Test
  void unknownStatusIsRefused() {
    try (ChatClient client = bob.chatIn(channel)) {
      assertThat(client.ask("status_update", "status", "dancing").text("data.code"))
          .isEqualTo("invalid_message");
      assertThat(client.ask("status_update").text("data.code")).isEqualTo("invalid_message");
    }
    assertThat(bob.rest().put("/v1/me/status", "status", "dancing").problem(422))
        .isEqualTo("invalid_message");
  }

  @Test
  void onlineUsersOfAConversation() {
    Person carol = People.named("carol");
    long wider = alice.startsGroup(bob, carol);
    try (ChatClient client = alice.chatIn(channel);
        ChatClient second = bob.chatIn(channel);
        ChatClient third = carol.chatIn(wider)) {
      second.settle();
      third.settle();
      Json narrow = client.ask("get_online_users", "channel_id", channel).at("data");
      assertThat(narrow.numbers("online_users")).containsExactlyInAnyOrder(alice.id(), bob.id());
      assertThat(narrow.number("count")).isEqualTo(2);
      assertThat(narrow.number("conversation_id")).isEqualTo(channel);
      Json wide = client.ask("get_online_users", "channel_id", wider).at("data");
      assertThat(wide.numbers("online_users"))
          .containsExactlyInAnyOrder(alice.id(), bob.id(), carol.id());
      Json all = client.ask("get_online_users").at("data");
      assertThat(all.numbers("online_users")).contains(alice.id(), bob.id(), carol.id());
      assertThat(all.names("conversation_id")).isTrue();
      assertThat(all.has("conversation_id")).isFalse();
    }
  }

  @Test
  void strangersAreNotAmongTheOnlineUsers() {
    Person mallory = People.named("mallory");
    try (ChatClient client = alice.chatIn(channel);
        ChatClient stranger = mallory.chat()) {
      assertThat(online(client)).doesNotContain(mallory.id());
      assertThat(online(stranger)).doesNotContain(alice.id());
      Json answer = stranger.ask("get_online_users", "channel_id", channel);
      assertThat(answer.names("data.online_users")).isFalse();
      assertThat(alice.rest().get("/v1/messaging/online-users").data().numbers("online_users"))
          .contains(alice.id())
          .doesNotContain(mallory.id());
    }
  }

  @Test
  void onlineUsersOverRest() {
    try (ChatClient watcher = alice.chatIn(channel);
        ChatClient client = bob.chatIn(channel)) {
      awaitStatus(watcher, bob, "online");
      Json data = alice.rest().get("/v1/messaging/online-users").data();
      assertThat(data.numbers("online_users")).contains(bob.id());
      assertThat(data.number("count")).isEqualTo(data.list("online_users").size());
      client.send("status_update", "status", "offline");
      awaitStatus(watcher, bob, "offline");
      assertThat(alice.rest().get("/v1/messaging/online-users").data().numbers("online_users"))
          .doesNotContain(bob.id());
    }
  }

  @Test
  void administratorSeesEverybodyOnline() {
    Person admin = People.withRole("admin", "admin");
    try (ChatClient client = bob.chatIn(channel)) {
      client.settle();
      assertThat(admin.rest().get("/v1/messaging/online-users").data().numbers("online_users"))
          .contains(bob.id());
    }
  }
}
