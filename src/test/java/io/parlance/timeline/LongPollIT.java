package io.parlance.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/messaging/changes}: resume without a socket. */
class LongPollIT {
  private static final String CHANGES = "/v1/messaging/changes";
  private Person alice;
  private Person bob;
  private long channel;

  @BeforeEach
  void aGroupOfTwo() {
    alice = People.named("alice");
    bob = People.named("bob");
    channel = alice.startsGroup(bob);
  }

  private static Json body(int wait, long channel, long seq) {
    Json position = Json.object("channel_id", channel, "after_seq", seq);
    return Json.object("channels", Json.array(position), "wait", wait);
  }

  private Json ours(Answer answer) {
    return of(channel, answer);
  }

  private static Json of(long channel, Answer answer) {
    return answer.data().list("channels").stream()
        .filter(one -> one.number("channel_id") == channel)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not in " + answer.body()));
  }

  @Test
  void answersAtOnceWhatWasMissed() {
    alice.posts(channel, "one");
    alice.posts(channel, "two");
    long began = System.nanoTime();
    Json found = ours(bob.rest().send("POST", CHANGES, body(25, channel, 1)));
    assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    assertThat(found.number("last_seq")).isEqualTo(2);
    assertThat(found.flag("complete")).isTrue();
    assertThat(found.texts("messages", "content")).containsExactly("two");
  }

  @Test
  void answersWhenSomethingChanges() {
    CompletableFuture<Answer> waiting = bob.rest().later("POST", CHANGES, body(25, channel, 0));
    long began = System.nanoTime();
    alice.posts(channel, "news");
    Json found = ours(waiting.join());
    assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    assertThat(found.texts("messages", "content")).containsExactly("news");
  }

  @Test
  void answersAfterTheWaitWhereNothingChanges() {
    long began = System.nanoTime();
    Answer answer = bob.rest().send("POST", CHANGES, body(1, channel, 0)).expect(200);
    assertThat((System.nanoTime() - began) / 1_000_000).isBetween(900L, 8_000L);
    assertThat(answer.body()).doesNotContain("\"content\"");
  }

  @Test
  void withoutWaitItAnswersAtOnce() {
    long began = System.nanoTime();
    bob.rest().send("POST", CHANGES, body(0, channel, 0)).expect(200);
    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(5_000L);
  }

  @Test
  void conversationsNotNamedComeWithTheirLastSeq() {
    long second = alice.startsGroup(bob);
    alice.posts(second, "unseen");
    Json found = of(second, bob.rest().send("POST", CHANGES, body(0, channel, 0)));
    assertThat(found.number("last_seq")).isEqualTo(1);
  }

  @Test
  void aNewConversationIsAnAnswerToo() {
    CompletableFuture<Answer> waiting = bob.rest().later("POST", CHANGES, body(25, channel, 0));
    // one that is made before the server waits is no news to it: then the next one is
    await()
        .atMost(20, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> alice.startsGroup(bob) > 0 && isDoneSoon(waiting));
    assertThat(waiting.join().data().list("channels")).hasSizeGreaterThan(1);
  }

  private static boolean isDoneSoon(CompletableFuture<?> waiting) throws Exception {
    try {
      waiting.get(2, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Test
  void strangerLearnsNothing() {
    alice.posts(channel, "secret");
    Person mallory = People.named("mallory");
    Answer foreign = mallory.rest().send("POST", CHANGES, body(0, channel, 0));
    Answer nothing = mallory.rest().send("POST", CHANGES, body(0, 987_654_321_987L, 0));
    assertThat(foreign.body()).doesNotContain("secret");
    assertThat(foreign.status()).isEqualTo(nothing.status());
    assertThat(foreign.body()).isEqualTo(nothing.body());
  }

  @Test
  void whoIsTakenOutOfOneIsToldAndHearsOfTheOthers() {
    long lost = alice.startsGroup(bob);
    Json both =
        Json.object(
            "channels",
            Json.array(
                Json.object("channel_id", lost, "after_seq", 0),
                Json.object("channel_id", channel, "after_seq", 0)),
            "wait",
            25);
    CompletableFuture<Answer> waiting = bob.rest().later("POST", CHANGES, both);
    alice.rest().delete(Person.participants(lost) + "/" + bob.id()).expect(200);
    assertThat(of(lost, waiting.join().expect(200)).text("code")).isEqualTo("not_found");
    alice.posts(channel, "still here");
    Answer after = bob.rest().send("POST", CHANGES, both).expect(200);
    assertThat(of(lost, after)).isEqualTo(Json.object("channel_id", lost, "code", "not_found"));
    assertThat(ours(after).texts("messages", "content")).containsExactly("still here");
  }

  @Test
  void repliesComeWithWhatTheyAnswer() {
    String question = alice.posts(channel, "question").text("id");
    Json reply = Json.object("content", "answer", "reply_to_id", question);
    alice.rest().send("POST", Person.messages(channel), reply).expect(201);
    Json found = ours(bob.rest().send("POST", CHANGES, body(0, channel, 1)));
    assertThat(found.texts("parents", "id")).containsExactly(question);
    assertThat(found.numbers("parents", "reply_count")).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channels\":[],\"wait\":26}",
        "{\"channels\":[],\"wait\":-1}",
        "{\"channels\":[],\"wait\":\"x\"}",
        "{\"channels\":\"x\"}",
        "{\"channels\":[7]}",
        "{\"channels\":[{\"channel_id\":1,\"after_seq\":-1}]}",
        "{\"channels\":[{\"channel_id\":\"x\",\"after_seq\":0}]}"
      })
  void badBodyIsAViolation(String body) {
    assertThat(bob.rest().send("POST", CHANGES, "application/json", body).problem(422))
        .isEqualTo("invalid_message");
  }
}
