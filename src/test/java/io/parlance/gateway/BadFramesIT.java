package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken frames get the contract's answer, and the next good one still works. */
class BadFramesIT {
  private Person alice;
  private long channel;

  @BeforeEach
  void aGroup() {
    alice = People.named("alice");
    channel = alice.startsGroup(People.named("bob"));
  }

  /** Both doors speak the same language. */
  private List<ChatClient> doors() {
    return List.of(
        alice.chat(), ChatClient.at("/v1/ws/" + channel).bearer(alice.token()).connect());
  }

  private RawSocket raw() {
    RawSocket raw =
        RawSocket.open(Server.base(), ChatClient.CHAT, "Authorization: Bearer " + alice.token());
    raw.await("connected");
    return raw;
  }

  private void staysOpen(ChatClient client) {
    assertThat(client.say(channel, "still works").number("seq")).isPositive();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{",
        "{\"type\":\"ping\"",
        "{\"type\":\"ping\",}",
        "{'type':'ping'}",
        "{\"type\":\"ping\"} trailing",
        "{\"type\":\"ping\"}{\"type\":\"ping\"}",
        "{type:ping}",
        "nul",
        "{\"type\":\"message\",\"content\":\"\\ud8\"}",
        "{\"a\":01}"
      })
  void brokenJsonIsInvalidJson(String frame) {
    for (ChatClient client : doors()) {
      client.sendText(frame);
      Json error = client.await("error");
      assertThat(error.text("data.code")).isEqualTo("invalid_json");
      assertThat(error.text("message")).isNotBlank();
      assertThat(error.has("timestamp")).isTrue();
      staysOpen(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "true",
        "\"ping\"",
        "[]",
        "[{\"type\":\"ping\"}]",
        "{}",
        "{\"type\":null}",
        "{\"type\":7}",
        "{\"type\":{}}",
        "{\"action\":\"ping\"}",
        "{\"type\":\"ping\",\"id\":{}}"
      })
  void wholeJsonThatIsNoCommandIsAnInvalidMessage(String frame) {
    for (ChatClient client : doors()) {
      client.sendText(frame);
      assertThat(client.await("error").text("data.code"))
          .isIn("invalid_message", "invalid_json", "unknown_type");
      staysOpen(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "PING", "connected", "new_message", "", " ping", "subscribe"})
  void unknownTypeIsSaidSo(String type) {
    for (ChatClient client : doors()) {
      Json error = client.ask(type, "data", 1);
      assertThat(error.text("type")).isEqualTo("error");
      assertThat(error.text("data.code")).isIn("unknown_type", "invalid_message");
      staysOpen(client);
    }
  }

  static Stream<String> wrongFields() {
    return Stream.of(
        "'type':'message','channel_id':C,'content':7",
        "'type':'message','channel_id':C,'content':null",
        "'type':'message','channel_id':C,'content':['x']",
        "'type':'message','channel_id':C,'content':{'x':1}",
        "'type':'message','channel_id':{},'content':'x'",
        "'type':'message','channel_id':'x','content':'x'",
        "'type':'message','channel_id':1.5,'content':'x'",
        "'type':'message','channel_id':1e400,'content':'x'",
        "'type':'message','channel_id':99999999999999999999,'content':'x'",
        "'type':'message','channel_id':C,'content':'x','client_id':{}",
        "'type':'message','channel_id':C,'content':'x','reply_to':7",
        "'type':'message','channel_id':C,'content':'x','reply_to':'x'",
        "'type':'edit_message','message_id':7,'content':'x'",
        "'type':'delete_message','message_id':{}",
        "'type':'react','message_id':'x','emoji':7",
        "'type':'mark_read','channel_id':C,'seq':'x'",
        "'type':'mark_read','channel_id':C,'seq':-1",
        "'type':'typing','channel_id':C,'is_typing':'maybe'",
        "'type':'status_update','status':7",
        "'type':'get_messages','channel_id':C,'limit':'x'",
        "'type':'resume','channels':7",
        "'type':'authenticate','token':7");
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void wrongTypesOfFieldsAreNamed(String fields) {
    try (ChatClient client = alice.chat()) {
      String frame = "{" + fields.replace('\'', '"').replace(":C", ":" + channel) + "}";
      client.sendText(frame);
      Json error = client.await("error");
      assertThat(error.text("data.code")).isIn("invalid_message", "content_empty", "not_found");
      assertThat(error.text("message")).doesNotContain("Exception", "java.");
      staysOpen(client);
    }
  }

  @Test
  void errorNamesTheClientIdOfTheMessage() {
    try (ChatClient client = alice.chat()) {
      Json error =
          client.ask("message", "channel_id", 987_654_321_987L, "content", "x", "client_id", "c7");
      assertThat(error.text("data.client_id")).isEqualTo("c7");
      String tooLong = "c".repeat(65);
      error = client.ask("message", "channel_id", channel, "content", "x", "client_id", tooLong);
      assertThat(error.text("data.client_id")).isEqualTo(tooLong);
    }
  }

  @Test
  void deepNestingIsRefusedAndHarmsNobody() {
    try (ChatClient client = alice.chat()) {
      client.sendText("[".repeat(20_000) + "]".repeat(20_000));
      assertThat(client.await("error").text("data.code")).isIn("invalid_json", "invalid_message");
      client.sendText("{\"a\":".repeat(8_000) + "1" + "}".repeat(8_000));
      client.await("error");
      staysOpen(client);
    }
  }

  @Test
  void binaryFrameIsClosedWith1003() {
    for (ChatClient client : doors()) {
      client.sendBinary("{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
      assertThat(client.awaitClose()).isEqualTo(1003);
    }
  }

  @Test
  void frameBeyond64KibIsClosedWith1009() {
    for (ChatClient client : doors()) {
      client.sendText(frame(70_000));
      assertThat(client.awaitClose()).isEqualTo(1009);
    }
  }

  private String frame(int length) {
    String head = "{\"type\":\"ping\",\"filler\":\"";
    return head + "x".repeat(length - head.length() - 2) + "\"}";
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 16_000, 65_000})
  void fragmentsBeyond64KibTogetherAreClosedWith1009(int size) {
    RawSocket raw = raw();
    raw.fragments(frame(70_000), size);
    assertThat(raw.awaitClose()).isEqualTo(1009);
  }

  @Test
  void oneByteTooManyIsTooManyAndNoneLess() {
    try (ChatClient client = alice.chat()) {
      client.sendText(frame(65_536));
      client.await("pong");
    }
    RawSocket raw = raw();
    raw.text(frame(65_537));
    assertThat(raw.awaitClose()).isEqualTo(1009);
  }

  @Test
  void goodFrameInFragmentsIsGood() {
    RawSocket raw = raw();
    raw.fragments(
        Json.object("type", "message", "channel_id", channel, "content", "f\u00e4\ud83d\ude00")
            .toString(),
        1);
    assertThat(raw.await("message_sent").number("data.seq")).isEqualTo(1);
    raw.close();
  }

  @Test
  void brokenUtf8ClosesOnlyThatSocket() {
    RawSocket raw = raw();
    raw.frame(true, RawSocket.TEXT, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
    assertThat(raw.awaitClose()).isIn(1007, 1002, 1006);
    staysOpen(alice.chat());
  }

  @Test
  void unmaskedFrameHarmsNobody() {
    // Tyrus reads it all the same; RFC 6455 would have it close with 1002.
    RawSocket raw = raw();
    raw.frame(true, RawSocket.TEXT, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8), false);
    raw.text("{\"type\":\"ping\"}");
    if (raw.poll(frame -> frame.text("type").equals("pong"), ChatClient.PATIENCE) == null) {
      assertThat(raw.awaitClose()).isIn(1002, 1006);
    }
    raw.close();
    staysOpen(alice.chat());
  }

  @Test
  void pingFrameIsAnswered() {
    RawSocket raw = raw();
    raw.frame(true, RawSocket.PING, new byte[] {1, 2, 3});
    raw.text("{\"type\":\"ping\"}");
    raw.await("pong");
    raw.close();
  }
}
