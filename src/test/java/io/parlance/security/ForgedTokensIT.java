package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Forgery;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Trap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No forged token opens any door. */
class ForgedTokensIT {
  private final Person alice = People.named("alice");

  private String forged(Forgery forgery) {
    return forgery.of(alice.claims().text("sub"));
  }

  @ParameterizedTest
  @EnumSource
  void restAnswers401(Forgery forgery) {
    assertThat(Rest.as(forged(forgery)).get("/v1/me").problem(401)).isEqualTo("unauthorized");
  }

  @ParameterizedTest
  @EnumSource
  void chatDoorClosesWith4002(Forgery forgery) {
    ChatClient client = ChatClient.at(ChatClient.CHAT).query("token", forged(forgery)).open();
    assertThat(client.awaitClose()).isEqualTo(4002);
    assertThat(client.seen("connected")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EMPTY")
  void headerOfTheHandshakeIsNoBetter(Forgery forgery) {
    ChatClient client = ChatClient.at("/ws/chat").bearer(forged(forgery)).open();
    assertThat(client.awaitClose()).isEqualTo(4002);
  }

  @ParameterizedTest
  @EnumSource
  void conversationDoorClosesWith4002(Forgery forgery) {
    long channel = alice.startsGroup();
    ChatClient client = ChatClient.at("/ws/" + channel).query("token", forged(forgery)).open();
    assertThat(client.awaitClose()).isEqualTo(4002);
  }

  @ParameterizedTest
  @EnumSource
  void firstFrameIsNoBetter(Forgery forgery) {
    ChatClient client = ChatClient.at(ChatClient.CHAT).open();
    client.send("authenticate", "token", forged(forgery));
    assertThat(client.awaitClose()).isEqualTo(4002);
    assertThat(client.seen("authenticated")).isEmpty();
  }

  @Test
  void serverFetchesNoKeyThatATokenNames() {
    for (Forgery forgery :
        new Forgery[] {Forgery.JKU_OF_THE_ATTACKER, Forgery.X5U_OF_THE_ATTACKER}) {
      Rest.as(forged(forgery)).get("/v1/me").problem(401);
      ChatClient.at(ChatClient.CHAT).query("token", forged(forgery)).open().awaitClose();
    }
    assertThat(Trap.visits()).isZero();
  }
}
