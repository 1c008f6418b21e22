package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.storage.Threads;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer of durable events, amid failures. */
@Timeout(30)
class TopicWriterTest extends PausedTopics {
  /** What the next readings of the epoch, or storings of events, fail with; then all is well. */
  private final Queue<Error> epochs = new ConcurrentLinkedQueue<>();

  private final Queue<RuntimeException> appends = new ConcurrentLinkedQueue<>();
  private final TopicWriter writer = new TopicWriter();
  private Thread thread;

  @BeforeEach
  void open() {
    TopicLog log =
        new TopicLog() {
          @Override
          public List<Stored> append(List<Publication> publications, String epoch) {
            RuntimeException failure = appends.poll();
            if (failure != null) {
              throw failure;
            }
            return publications.stream().map(p -> new Stored(7, List.of(), null)).toList();
          }

          @Override
          public List<Moved> relay(int most, String epoch) {
            return List.of();
          }
        };
    TopicStreams streams =
        new TopicStreams() {
          @Override
          String epoch() {
            Error error = epochs.poll();
            if (error != null) {
              throw error;
            }
            return "e1";
          }
        };
    Threads threads =
        new Threads() {
          @Override
          public Thread start(String name, Runnable work) {
            thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.start();
            return thread;
          }
        };
    writer.uses(log, streams, new Limits(limit -> Optional.empty()), threads);
    writer.open();
  }

  @AfterEach
  void close() {
    thread.interrupt();
  }

  private CompletableFuture<Published> submit() {
    return writer.submit(new Publication("list:1", topic(true, 10).family(), events(1), null));
  }

  private void isServed() {
    assertThat(submit().join().offsets()).containsExactly(7L);
  }

  @Test
  void errorWhileAFailureIsToldIsNotTheEnd() {
    appends.add(
        new IllegalStateException(new SQLTransientException("away")) {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new OutOfMemoryError("a test's");
          }
        });
    assertThatThrownBy(() -> submit().join()).hasRootCauseInstanceOf(OutOfMemoryError.class);
    isServed();
  }

  @Test
  void errorWhileAPublisherIsToldIsNotTheEnd() {
    isServed();
    // each append asks for the epoch, and so does each publisher's answer and each look
    for (int i = 0; i < 5; i++) {
      epochs.add(new OutOfMemoryError("a test's"));
    }
    while (!epochs.isEmpty()) {
      CompletableFuture<Published> one = submit();
      try {
        assertThat(one.join().offsets()).containsExactly(7L);
      } catch (CompletionException failed) {
        assertThat(failed).hasRootCauseInstanceOf(OutOfMemoryError.class);
      }
    }
    isServed();
  }

  @Test
  void whoComesAfterTheEndIsRefusedAtOnce() throws InterruptedException {
    isServed();
    thread.interrupt();
    thread.join();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> submit().join())
          .hasCauseInstanceOf(Refused.class)
          .satisfies(
              failed ->
                  assertThat(((Refused) failed.getCause()).code())
                      .isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }
}
