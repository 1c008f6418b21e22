package io.parlance.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Refused;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks bite. */
class ContractTest {
  private static final String PONG = "{\"type\":\"pong\",\"timestamp\":\"2026-11-20T10:30:00Z\"}";
  private static final String PROBLEM =
      """
      {"type":"about:blank","title":"Not Found","status":404,"success":false,"code":"not_found"}
      """;

  @Test
  void goodFramesPassAloneAndInBatches() {
    assertThatCode(() -> Contract.checkFrame(PONG)).doesNotThrowAnyException();
    assertThatCode(() -> Contract.checkFrame("[" + PONG + "," + PONG + "]"))
        .doesNotThrowAnyException();
  }

  /** Whatever the examples show as the server's is found by its type. */
  @Test
  void everyServerFrameIsFound() {
    for (String door : new String[] {"conversationFrames", "topicFrames"}) {
      for (JsonNode ref : Document.ASYNCAPI.at("/operations/" + door + "/messages")) {
        String message = Document.ASYNCAPI.follow(ref.path("$ref").asText().substring(1));
        for (JsonNode example : Document.ASYNCAPI.at(message + "/examples")) {
          assertThatCode(() -> Contract.checkFrame(example.get("payload").toString()))
              .as(message)
              .doesNotThrowAnyException();
        }
      }
    }
  }

  /** Refusals that tell all they can: some come only while something is out of order. */
  @ParameterizedTest
  @ValueSource(strings = {"error", "channel_join_error", "channel_access_denied"})
  void aRefusalMayNameWhatItIsAbout(String type) {
    Instant now = Instant.EPOCH;
    Refused busy = Refused.later(ErrorCode.ACCESS_DENIED, "not now", 1000);
    Refused invalid = Refused.invalid("channel_id", "must be an integer");
    assertThatCode(() -> Contract.checkFrame(Frame.refusal(type, busy, "1", "c-1", "7", now)))
        .doesNotThrowAnyException();
    if (!type.equals("channel_access_denied")) {
      assertThatCode(() -> Contract.checkFrame(Frame.refusal(type, invalid, null, null, null, now)))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"type\":\"bang\"}",
        "{\"type\":\"pong\"}",
        "{\"type\":\"pong\",\"timestamp\":\"2026-11-20T10:30:00+01:00\"}",
        "{\"type\":\"pong\",\"timestamp\":\"2026-11-20T10:30:00Z\",\"more\":1}",
        "{\"type\":\"channel_left\",\"data\":{\"channel_id\":\"7\"},"
            + "\"timestamp\":\"2026-11-20T10:30:00Z\"}",
        "{\"action\":\"subscribed\"}",
        "{\"error\":\"Something else\"}",
        "not JSON",
      })
  void badFramesAreCaught(String frame) {
    assertThatThrownBy(() -> Contract.checkFrame(frame)).isInstanceOf(AssertionError.class);
  }

  @Test
  void goodAnswersPass() {
    assertThatCode(() -> Contract.checkAnswer("GET", "/v1/users/7", 404, PROBLEM))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Contract.checkAnswer(
                    "DELETE",
                    "/v1/messaging/conversations/{id}",
                    200,
                    "{\"success\":true,\"data\":{\"id\":7}}"))
        .doesNotThrowAnyException();
    assertThatCode(() -> Contract.checkAnswer("GET", "/v1/nowhere", 404, PROBLEM))
        .doesNotThrowAnyException();
  }

  @Test
  void badAnswersAreCaught() {
    assertCaught("GET", "/v1/users/7", 404, "<html>");
    assertCaught("GET", "/v1/users/7", 404, "{}");
    assertCaught("GET", "/v1/users/7", 202, "{}");
    assertCaught("GET", "/v1/users?q=a", 200, "{\"success\":true,\"data\":[]}");
    assertCaught("GET", "/v1/nowhere", 200, "{}");
  }

  private static void assertCaught(String method, String path, int status, String body) {
    assertThatThrownBy(() -> Contract.checkAnswer(method, path, status, body))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anExactPathBeatsATemplate() {
    assertThat(Operation.of("GET", "/v1/messaging/conversations/7/messages?limit=1").path())
        .isEqualTo("/v1/messaging/conversations/{id}/messages");
    assertThat(Operation.of("POST", "/v1/messaging/changes").path())
        .isEqualTo("/v1/messaging/changes");
    assertThat(Operation.of("GET", "/v1/messaging")).isNull();
  }
}
