package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private final OwnThreads threads = new OwnThreads();

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void whatFollowsAPauseIsNotTheTimers() {
    assertThat(
            threads
                .pause(50, threads.pool("onward", 1, 1))
                .thenApply(over -> Thread.currentThread().getName())
                .join())
        .isEqualTo("onward");
  }
}
