package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnstileTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService others = Executors.newCachedThreadPool();
  private final CountDownLatch leaving = new CountDownLatch(1);

  @AfterEach
  void close() {
    leaving.countDown();
    others.shutdownNow();
  }

  private static Turnstile turnstile(int places, int line, Duration patience) {
    return new Turnstile(places, line, patience, "too many; try again");
  }

  /** Somebody goes in and stays until all leave; done when the place is had. */
  private CompletableFuture<String> stays(Turnstile turnstile, CountDownLatch in) {
    return CompletableFuture.supplyAsync(
        () ->
            turnstile.through(
                () -> {
                  in.countDown();
                  awaitLeaving();
                  return "done";
                }),
        others);
  }

  private void awaitLeaving() {
    try {
      leaving.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill(Turnstile turnstile, int places) throws InterruptedException {
    CountDownLatch in = new CountDownLatch(places);
    for (int i = 0; i < places; i++) {
      stays(turnstile, in);
    }
    in.await();
  }

  private static void isSentAway(Turnstile turnstile) {
    assertThatThrownBy(() -> turnstile.through(() -> "in"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(refused.retryAfterMillis()).isEqualTo(1000);
            })
        .hasMessage("too many; try again");
  }

  @Test
  void whoFindsNoPlaceInTimeIsSentAway() throws InterruptedException {
    Turnstile turnstile = turnstile(2, 10, Duration.ofMillis(1));
    fill(turnstile, 2);
    isSentAway(turnstile);
  }

  @Test
  void whoFindsTheLineFullDoesNotWait() throws InterruptedException {
    Turnstile turnstile = turnstile(1, 2, LONG);
    fill(turnstile, 1);
    CountDownLatch in = new CountDownLatch(2);
    CompletableFuture<String> second = stays(turnstile, in);
    CompletableFuture<String> third = stays(turnstile, in);
    await().until(() -> turnstile.waiting() == 2);
    isSentAway(turnstile);

    leaving.countDown();
    assertThat(second.join()).isEqualTo("done");
    assertThat(third.join()).isEqualTo("done");
  }

  @Test
  void withoutALineWhoFindsAPlaceGoesIn() throws InterruptedException {
    Turnstile turnstile = turnstile(2, 0, LONG);
    fill(turnstile, 1);
    assertThat(turnstile.through(() -> "in")).isEqualTo("in");
    fill(turnstile, 1);
    isSentAway(turnstile);
  }

  @Test
  void whatFailsLeavesItsPlace() {
    Turnstile turnstile = turnstile(1, 0, LONG);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  turnstile.through(
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
    }
    assertThat(turnstile.through(() -> "in")).isEqualTo("in");
  }

  @Test
  void whoIsInterruptedIsSentAwayAndStaysInterrupted() throws InterruptedException {
    Turnstile turnstile = turnstile(1, 1, LONG);
    fill(turnstile, 1);
    Thread.currentThread().interrupt();
    try {
      isSentAway(turnstile);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
