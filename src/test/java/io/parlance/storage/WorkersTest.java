package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.limits.Limits;
import io.parlance.protocol.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final OwnThreads threads = new OwnThreads();
  private final Workers workers = new Workers();
  private final AtomicLong now = new AtomicLong();

  @BeforeEach
  void open() {
    workers.nanos = now::get;
    workers.uses(threads, new Limits(limit -> Optional.empty()), new Work());
    workers.open();
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void whatHasWaitedForTooLongIsUnavailableAndNotTried() {
    assertThat(isTriedAfter(Duration.ofSeconds(11))).isFalse();
  }

  @Test
  void whatHasWaitedForAWhileIsDone() {
    assertThat(isTriedAfter(Duration.ofSeconds(9))).isTrue();
  }

  /** Where all threads hang for so long. */
  private boolean isTriedAfter(Duration waiting) {
    CountDownLatch taken = new CountDownLatch(8);
    CountDownLatch hanging = new CountDownLatch(1);
    CompletableFuture<?>[] hang =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    workers.call(
                        () -> {
                          taken.countDown();
                          return await(hanging);
                        }))
            .toArray(CompletableFuture[]::new);
    await(taken);
    AtomicBoolean isTried = new AtomicBoolean();
    CompletableFuture<Boolean> task = workers.call(() -> isTried.compareAndSet(false, true));
    now.addAndGet(waiting.toNanos());
    hanging.countDown();
    CompletableFuture.allOf(hang).join();
    if (task.handle((done, failure) -> failure).join() != null) {
      assertThatThrownBy(task::join)
          .hasCauseInstanceOf(Refused.class)
          .hasMessageContaining("try again");
    }
    return isTried.get();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
