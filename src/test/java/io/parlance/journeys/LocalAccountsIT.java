package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Answer;
import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Demo;
import io.parlance.testkit.DemoPerson;
import io.parlance.testkit.Journey;
import io.parlance.testkit.Json;
import io.parlance.testkit.Rest;
import io.parlance.testkit.ServerProcess;
import io.parlance.testkit.Tokens;
import io.parlance.testkit.Unique;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where no identity provider is configured, the server keeps the accounts itself. */
@Journey
class LocalAccountsIT {
  private static Rest anybody() {
    return Rest.anonymous(Demo.base());
  }

  private static Answer signIn(Object username, Object password) {
    return anybody().post("/v1/auth/sign-in", "username", username, "password", password);
  }

  @Test
  void serverSaysThatItKeepsAccounts() {
    Json config = anybody().get("/v1/auth/config").expect(200).data();
    assertThat(config.text("method")).isEqualTo("local");
  }

  @Test
  void signingInGivesATokenThatOpensBothDoors() {
    Answer answer = signIn("alice", "demo").expect(200);
    Json data = answer.data();
    assertThat(data.text("token_type")).isEqualTo("Bearer");
    assertThat(data.number("expires_in")).isPositive();
    assertThat(data.text("user.username")).isEqualTo("alice");
    assertThat(answer.header("cache-control")).contains("no-store");
    assertThat(answer.header("set-cookie")).isEmpty();
    String token = data.text("access_token");
    assertThat(Rest.as(Demo.base(), token).get("/v1/me").data().text("username"))
        .isEqualTo("alice");
    try (ChatClient client =
        ChatClient.at(Demo.base(), ChatClient.CHAT).query("token", token).connect()) {
      assertThat(client.ask("get_room_list").list("rooms")).isNotEmpty();
    }
  }

  @Test
  void allDemoPeopleAreThere() {
    for (String name : List.of("alice", "bob", "carol", "dave", "erin")) {
      assertThat(DemoPerson.signsIn(Demo.base(), name).id()).isPositive();
    }
    Json admin = signIn("admin", "demo").expect(200).data();
    assertThat(admin.at("user.roles").toString()).contains("admin", "moderator", "publisher");
  }

  @Test
  void wrongPasswordAndUnknownNameAreAnsweredAlike() {
    Answer wrong = signIn("alice", "wrong");
    Answer unknown = signIn("nobody", "wrong");
    assertThat(wrong.problem(401)).isEqualTo("unauthorized");
    assertThat(unknown.problem(401)).isEqualTo("unauthorized");
    assertThat(wrong.json().without("instance")).isEqualTo(unknown.json().without("instance"));
  }

  @Test
  void brokenSignInsAreRefused() {
    for (Object odd : new Object[] {null, "", 7, Json.object(), "x".repeat(100_000)}) {
      int status = signIn("alice", odd).status();
      assertThat(status).isIn(401, 413, 422);
      assertThat(signIn(odd, "demo").status()).isIn(401, 413, 422);
    }
    assertThat(signIn("' or 1=1--", "' or 1=1--").status()).isEqualTo(401);
    assertThat(anybody().send("POST", "/v1/auth/sign-in", "application/json", "{").problem(400))
        .isEqualTo("invalid_json");
  }

  @Test
  void tokenIsRenewed() {
    String token = signIn("bob", "demo").data().text("access_token");
    Json renewed = Rest.as(Demo.base(), token).post("/v1/auth/refresh").expect(200).data();
    assertThat(renewed.text("user.username")).isEqualTo("bob");
    Rest.as(Demo.base(), renewed.text("access_token")).get("/v1/me").expect(200);
    assertThat(anybody().post("/v1/auth/refresh").problem(401)).isEqualTo("unauthorized");
  }

  @Test
  void publicKeysArePublishedAndTheSecretOneIsNot() {
    Json keys = anybody().get("/.well-known/jwks.json").expect(200).json();
    assertThat(keys.list("keys")).isNotEmpty();
    for (Json key : keys.list("keys")) {
      assertThat(key.names("kid")).isTrue();
      for (String secret : List.of("d", "p", "q", "dp", "dq", "qi", "k")) {
        assertThat(key.names(secret)).as(secret).isFalse();
      }
    }
    String token = signIn("alice", "demo").data().text("access_token");
    Json header = part(token, 0);
    assertThat(keys.texts("keys", "kid")).contains(header.text("kid"));
    assertThat(header.text("alg")).isIn("RS256", "ES256");
    Json claims = part(token, 1);
    assertThat(claims.has("exp") && claims.has("sub") && claims.has("iss")).isTrue();
    assertThat(claims.toString()).doesNotContain("demo\"", "password");
  }

  private static Json part(String token, int which) {
    byte[] bytes = Base64.getUrlDecoder().decode(token.split("\\.", -1)[which]);
    return Json.parse(new String(bytes, StandardCharsets.UTF_8));
  }

  @Test
  void outsideIssuersTokenIsWorthNothingHere() {
    String username = Unique.text("eve");
    String token = Tokens.mint(Tokens.claims("sub-" + username, username, "Eve"));
    assertThat(Rest.as(Demo.base(), token).get("/v1/me").problem(401)).isEqualTo("unauthorized");
  }

  @Test
  @Timeout(300)
  void withoutDemoThereIsOneAccountAndGuessingItIsSlow() {
    try (ServerProcess bare = ServerProcess.bare()) {
      Rest anybody = Rest.anonymous(bare.base());
      for (String name : List.of("alice", "admin")) {
        assertThat(
                anybody.post("/v1/auth/sign-in", "username", name, "password", "demo").problem(401))
            .isEqualTo("unauthorized");
      }
      Answer last = null;
      for (int i = 0; i < 200 && (last == null || last.status() == 401); i++) {
        last = anybody.post("/v1/auth/sign-in", "username", "admin", "password", "guess" + i);
      }
      assertThat(last.problem(429)).isEqualTo("rate_limited");
      assertThat(Long.parseLong(last.header("retry-after"))).isPositive();
    }
  }
}
