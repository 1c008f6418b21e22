package io.parlance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbeTest {
  @Test
  void eachIsToldWhatIsSeenNow() {
    AtomicInteger looks = new AtomicInteger();
    Probe probe = new Probe(() -> looks.incrementAndGet() == 2);
    assertThat(probe.isThere()).isFalse();
    assertThat(probe.isThere()).isTrue();
    assertThat(probe.isThere()).isFalse();
  }

  @Test
  void whileTwoLookTheOthersAreToldWhatWasSeenLast() throws InterruptedException {
    CountDownLatch looking = new CountDownLatch(2);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    Probe probe =
        new Probe(
            () -> {
              if (looks.incrementAndGet() == 1) {
                return true;
              }
              looking.countDown();
              awaits(gone);
              return false;
            });
    assertThat(probe.isThere()).isTrue();
    ExecutorService others = Executors.newFixedThreadPool(2);
    try {
      CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(probe::isThere, others);
      CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(probe::isThere, others);
      looking.await();
      for (int i = 0; i < 100; i++) {
        assertThat(probe.isThere()).isTrue();
      }
      assertThat(looks).hasValue(3);
      gone.countDown();
      assertThat(one.join() || other.join()).isFalse();
    } finally {
      gone.countDown();
      others.shutdown();
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
