package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Server;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What REST says when it says no, and the headers of every answer. */
class ProblemsIT {
  private static final String CONVERSATIONS = "/v1/messaging/conversations";
  private Person alice;
  private String messages;

  @BeforeEach
  void aGroup() {
    alice = People.named("alice");
    messages = Person.messages(alice.startsGroup(People.named("bob")));
  }

  private Answer raw(String contentType, String body) {
    return alice.rest().send("POST", messages, contentType, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "hello", "{\"content\":}", "{\"content\":\"x\"} more", ""})
  void brokenJsonIs400(String body) {
    assertThat(raw("application/json", body).problem(400)).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "null",
        "\"x\"",
        "{}",
        "{\"content\":7}",
        "{\"content\":null}",
        "{\"content\":{\"a\":1}}",
        "{\"content\":[\"x\"]}",
        "{\"content\":\"x\",\"client_id\":7.5}",
        "{\"content\":\"x\",\"reply_to_id\":\"not-an-id\"}"
      })
  void wrongFieldsAre422(String body) {
    Answer answer = raw("application/json", body);
    assertThat(answer.problem(422)).isIn("invalid_message", "content_empty");
  }

  @Test
  void whoHangsUpAmidABodyIsNotWorthALineOfTheLog() {
    String authorization = "Authorization: Bearer " + alice.token();
    assertThat(RawSocket.goodbyeAmidBody(Server.base(), messages, authorization))
        .doesNotContain("HTTP/1.1 2");
    assertThat(alice.rest().get(messages).list()).isEmpty();
    if (Server.isOurs()) {
      assertThat(Server.log().troubles()).isEmpty();
    }
  }

  @Test
  void violationsNameTheirFields() {
    Answer answer = raw("application/json", "{\"content\":7}");
    answer.problem(422);
    assertThat(answer.json().texts("violations", "field")).contains("content");
    assertThat(answer.json().texts("violations", "message")).allMatch(text -> !text.isBlank());
    assertThat(answer.json().text("title")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "json",
        "application/json, text/plain",
        "application/json;charset=bogus",
        "application/json; charset=iso-8859-1"
      })
  void anotherMediaTypeIs415(String contentType) {
    assertThat(raw(contentType, "{\"content\":\"x\"}").problem(415))
        .isEqualTo("unsupported_media_type");
  }

  @Test
  void bodyWithoutATypeIs415() {
    assertThat(raw(null, "{\"content\":\"x\"}").problem(415)).isEqualTo("unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=UTF-8", "Application/Json; charset=\"utf-8\""})
  void jsonGoesByManyNames(String contentType) {
    assertThat(raw(contentType, "{\"content\":\"\u00e4\"}").expect(201).data().text("content"))
        .isEqualTo("\u00e4");
  }

  @Test
  void noBodyNeedsNoType() {
    alice.rest().send("POST", "/v1/auth/tickets", null, null).expect(201);
    assertThat(alice.rest().send("PUT", "/v1/me/status", null, null).problem(400))
        .isEqualTo("invalid_json");
  }

  @Test
  void brokenUtf8Is400() {
    byte[] body = "{\"content\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(alice.rest().sendBytes("POST", messages, "application/json", body).problem(400))
        .isEqualTo("invalid_json");
    assertThat(alice.rest().get(messages).list()).isEmpty();
  }

  @Test
  void bodyWhereNoneIsExpectedIsIgnored() {
    String id = alice.rest().post(messages, "content", "x").data().text("id");
    alice.rest().send("DELETE", Person.message(id), Json.object()).expect(200);
    alice.rest().send("GET", messages, Json.object()).expect(200);
  }

  @Test
  void tokenOfManyGroupsIsTaken() {
    String[] groups =
        IntStream.range(0, 300).mapToObj(i -> "group-of-people-" + i).toArray(String[]::new);
    Person everywhere = People.withRole("busy", groups);
    assertThat(everywhere.token()).hasSizeBetween(8_500, 16_000);
    everywhere.rest().get("/v1/me").expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nope, 404",
    "GET, /assets/nope.js, 404",
    "GET, /error, 404",
    "POST, /health, 405",
    "DELETE, /openapi, 405"
  })
  void whatNoResourceRefusesIsAProblemToo(String method, String path, int status) {
    Answer answer = Rest.anonymous().send(method, path, null, null);
    answer.problem(status);
    assertThat(answer.header("cache-control")).contains("no-store");
  }

  @Test
  void optionsAreNoDescription() {
    assertThat(alice.rest().send("OPTIONS", "/v1/me", null, null).body()).doesNotContain("wadl");
    assertThat(alice.rest().get("/v1/application.wadl").problem(404)).isEqualTo("not_found");
  }

  @Test
  void endlessBodyIs413() {
    Answer answer =
        raw("application/json", "{\"content\":\"x\",\"filler\":\"" + "y".repeat(300_000) + "\"}");
    assertThat(answer.problem(413)).isEqualTo("too_large");
    assertThat(answer.json().text("title")).isEqualTo("Content Too Large");
  }

  @Test
  void wrongMethodIs405() {
    Answer answer = alice.rest().send("PATCH", "/v1/messaging/online-users", Json.object());
    assertThat(answer.problem(405)).isEqualTo("method_not_allowed");
  }

  @Test
  void unknownPathIs404() {
    assertThat(alice.rest().get("/v1/nothing/here").problem(404)).isEqualTo("not_found");
  }

  @Test
  void withoutATokenIs401() {
    for (String path :
        List.of(CONVERSATIONS, messages, "/v1/me", "/v1/users", "/v1/messaging/online-users")) {
      Answer answer = Rest.anonymous().get(path);
      assertThat(answer.problem(401)).isEqualTo("unauthorized");
      assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic YWxpY2U6ZGVtbw==", "Bearer", "Bearer ", "bearer x", "x", "Token y"})
  void anotherAuthorizationIs401(String header) {
    assertThat(Rest.authorized(header).get("/v1/me").problem(401)).isEqualTo("unauthorized");
  }

  @Test
  void tokenInTheAddressIsNoneForRest() {
    assertThat(Rest.anonymous().get("/v1/me?token=" + alice.token()).problem(401))
        .isEqualTo("unauthorized");
  }

  @Test
  void problemsTellNothingAboutTheInside() {
    for (Answer answer :
        List.of(
            raw("application/json", "{\"content\":{}}"),
            raw("text/plain", "x"),
            raw("application/json", "{"),
            alice.rest().get(CONVERSATIONS + "/%00"),
            alice.rest().get(CONVERSATIONS + "/99999999999999999999999"),
            alice.rest().get("/v1/messaging/messages/%F0%28%8C"),
            alice.rest().get(CONVERSATIONS + "?limit=%27"))) {
      assertThat(answer.status()).as(answer.request()).isBetween(400, 499);
      assertThat(answer.body())
          .doesNotContain("Exception", "java.", "io.parlance", "jakarta", "SQL", "at org.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/me", "/v1/auth/config", "/v1/nothing", "/v1/messaging/channels"})
  void everyAnswerIsGuarded(String path) {
    Answer answer = alice.rest().get(path);
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("content-security-policy")).isNotBlank();
    assertThat(answer.header("content-security-policy")).doesNotContain("unsafe-inline");
    assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(answer.header("x-powered-by")).isEmpty();
  }

  @Test
  void personalAnswersAreNotCached() {
    assertThat(alice.rest().get("/v1/me").header("cache-control")).contains("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/application.wadl",
        "/v1/application.wadl",
        "/WEB-INF/web.xml",
        "/META-INF/persistence.xml",
        "/h2-console",
        "/%2e%2e/WEB-INF/web.xml"
      })
  void insideIsNotServed(String path) {
    Answer answer = Rest.anonymous().get(path);
    assertThat(answer.body())
        .doesNotContain("<web-app", "<application ", "<persistence", "H2 Console");
  }
}
