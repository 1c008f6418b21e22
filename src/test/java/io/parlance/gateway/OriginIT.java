package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Server;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another origin gets no socket, whoever its reader is. */
class OriginIT {
  private static int handshake(String path, String origin, String token) {
    RawSocket raw =
        RawSocket.open(Server.base(), path, "Origin: " + origin, "Authorization: Bearer " + token);
    if (raw.status() == 101) {
      raw.frame(true, RawSocket.CLOSE, new byte[] {3, (byte) 0xe8});
      raw.awaitClose();
    }
    raw.close();
    return raw.status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.test",
        "https://127.0.0.1.evil.test",
        "http://evil.test:8080",
        "null",
        "file://",
        "http://127.0.0.1:1",
        "garbage"
      })
  void anotherOriginIsRefused(String origin) {
    Person alice = People.named("alice");
    long channel = alice.startsGroup(People.named("bob"));
    for (String door : new String[] {"/ws/chat", "/ws/" + channel, "/ws"}) {
      for (String path : new String[] {"/v1" + door, door}) {
        assertThat(handshake(path, origin, alice.token())).as(path).isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "h2c", "WebSocket", "websocket, x", "x, websocket"})
  void anotherOriginIsRefusedWhateverItCallsTheUpgrade(String upgrade) {
    String token = "Authorization: Bearer " + People.named("alice").token();
    for (String path : new String[] {"/v1/ws/chat", "/ws/chat", "/v1/ws", "/ws"}) {
      assertThat(
              RawSocket.statusOf(upgrade, Server.base(), path, "Origin: http://evil.test", token))
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void ownOriginIsWelcome() {
    Person alice = People.named("alice");
    URI base = Server.base();
    String own = base.getScheme() + "://" + base.getAuthority();
    assertThat(handshake(ChatClient.CHAT, own, alice.token())).isEqualTo(101);
  }

  @Test
  void noOriginIsWelcomeWithAToken() {
    Person alice = People.named("alice");
    alice.chat().close();
  }

  @Test
  void restAllowsNoOtherOrigin() {
    Rest foreign = People.named("alice").rest().from("http://evil.test");
    Answer answer = foreign.get("/v1/me").expect(200);
    assertThat(answer.header("access-control-allow-origin")).isEmpty();
    assertThat(
            Rest.anonymous()
                .from("http://evil.test")
                .send(
                    "POST",
                    "/v1/messaging/conversations",
                    "application/x-www-form-urlencoded",
                    "kind=group")
                .status())
        .isIn(401, 415);
  }
}
