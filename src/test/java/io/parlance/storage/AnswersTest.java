package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers, to clients that read and to some that do not. */
@Timeout(30)
class AnswersTest {
  private static final int CONNECTIONS = 2 * Answers.THREADS;

  private final OwnThreads threads = new OwnThreads();
  private final Workers workers = new Workers();
  private final Requester requester = new Requester();
  private final Answers answers = new Answers();
  private final CountDownLatch reading = new CountDownLatch(1);

  @BeforeEach
  void open() {
    Limits limits =
        new Limits(limit -> limit == Limit.WORK_QUEUE ? Optional.of(4) : Optional.empty());
    workers.uses(threads, limits, new Work());
    workers.open();
    answers.uses(workers, new Faults(), threads, requester);
    answers.open();
  }

  @AfterEach
  void close() {
    reading.countDown();
    threads.close();
  }

  @Test
  void whoDoesNotReadHoldsUpNobodyElse() throws Exception {
    requester.set(1);
    CompletableFuture<String> done = new CompletableFuture<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      notRead(answers.later(() -> done, AnswersTest::response));
    }
    done.complete("done");

    assertThat(workers.call(() -> "a join").get(5, TimeUnit.SECONDS)).isEqualTo("a join");
    requester.set(2);
    assertThat(answers.work(() -> "read", AnswersTest::response).toCompletableFuture())
        .succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void isNotReadForBeforeItsTurn() throws Exception {
    requester.set(1);
    Semaphore read = new Semaphore(0);
    CountDownLatch asked = new CountDownLatch(1);
    for (int i = 0; i < CONNECTIONS; i++) {
      notRead(
          answers.work(
              () -> {
                uninterruptibly(asked);
                read.release();
                return "";
              },
              AnswersTest::response));
    }
    asked.countDown();
    assertThat(read.tryAcquire(Answers.EACH, 5, TimeUnit.SECONDS)).isTrue();
    assertThat(read.tryAcquire(200, TimeUnit.MILLISECONDS)).as("one more").isFalse();

    reading.countDown();
    assertThat(read.tryAcquire(CONNECTIONS - Answers.EACH, 5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isNeverWrittenByWhoeverCompletesIt() {
    requester.set(1);
    List<CompletableFuture<String>> all =
        Stream.generate(CompletableFuture<String>::new).limit(CONNECTIONS).toList();
    List<CompletableFuture<String>> writers =
        all.stream()
            .map(doing -> answers.later(() -> doing, AnswersTest::response))
            .map(stage -> stage.thenApply(sent -> Thread.currentThread().getName()))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    all.forEach(doing -> doing.complete(""));
    assertThat(writers).allSatisfy(name -> assertThat(name.get()).isEqualTo("answer"));
  }

  /** As a server writes to a client that does not read. */
  private void notRead(CompletionStage<Response> answer) {
    answer.whenComplete((sent, failure) -> uninterruptibly(reading));
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without a server there is nothing that could build one. */
  private static Response response(String body) {
    return null;
  }
}
