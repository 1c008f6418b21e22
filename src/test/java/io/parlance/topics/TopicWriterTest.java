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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer of durable events, amid failures. */
@Timeout(30)
class TopicWriterTest extends PausedTopics {
  // What goes wrong once: storing events, or what is asked for next when they are stored.
  private final AtomicReference<RuntimeException> append = new AtomicReference<>();
  private final AtomicReference<Error> epoch = new AtomicReference<>();
  private volatile Error afterAppend;
  private final TopicWriter writer = new TopicWriter();
  private Thread thread;

  @BeforeEach
  void open() {
    TopicLog log =
        new TopicLog() {
          @Override
          public List<Stored> append(List<Publication> publications, String epoch) {
            RuntimeException failure = append.getAndSet(null);
            if (failure != null) {
              throw failure;
            }
            TopicWriterTest.this.epoch.set(afterAppend);
            afterAppend = null;
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
            Error error = epoch.getAndSet(null);
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

  private void isServed() throws Exception {
    assertThat(submit().get().offsets()).containsExactly(7L);
  }

  @Test
  void errorWhileAFailureIsToldIsNotTheEnd() throws Exception {
    append.set(
        new IllegalStateException(new SQLTransientException("away")) {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new LinkageError("a test's");
          }
        });
    assertThatThrownBy(() -> submit().get()).hasRootCauseInstanceOf(LinkageError.class);
    isServed();
  }

  @Test
  void errorWhileAPublisherIsToldIsNotTheEnd() throws Exception {
    afterAppend = new LinkageError("a test's");
    assertThatThrownBy(() -> submit().get()).hasRootCauseInstanceOf(LinkageError.class);
    isServed();
  }

  @Test
  void whoComesAfterTheEndIsRefusedAtOnce() throws Exception {
    isServed();
    thread.interrupt();
    thread.join();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> submit().get())
          .hasCauseInstanceOf(Refused.class)
          .satisfies(
              failed ->
                  assertThat(((Refused) failed.getCause()).code())
                      .isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }
}
