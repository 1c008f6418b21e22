package io.parlance.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane beside which something else has filled the heap. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LaneTest {
  private static final Effects EMPTY = List::of;

  private final Commits commits = new Commits();
  private final Lane lane = new Lane(commits, this::send, Duration.ZERO, 10);
  private final Thread thread = new Thread(lane, "a lane of a test");

  private volatile boolean refusing;

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  @Test
  void errorIsToldAndTheNextOneIsTaken() throws Exception {
    CompletableFuture<String> failed = submit(() -> List.of(noHeap()));
    assertThatThrownBy(failed::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(OutOfMemoryError.class);
    assertThat(submit(List::of).get()).isEqualTo("stored");
  }

  @Test
  void whatIsCommittedIsAcknowledgedThoughNobodyElseCouldBeTold() throws Exception {
    assertThat(submit(() -> List.of(LaneTest::noHeap)).get()).isEqualTo("stored");
    assertThat(submit(List::of).get()).isEqualTo("stored");
  }

  @Test
  void whatFailsBehindTheCommitEndsNoLane() throws Exception {
    refusing = true;
    assertThat(submit(List::of).get()).isEqualTo("stored");
    refusing = false;
    assertThat(submit(List::of).get()).isEqualTo("stored");
  }

  @Test
  void whatIsCommittedAloneIsNotDoneAgain() throws Exception {
    refusing = true;
    commits.failsTogether = true;
    CompletableFuture<String> one;
    CompletableFuture<String> other;
    synchronized (commits) { // both wait until the first of all is through
      submit(List::of);
      one = submit(List::of);
      other = submit(List::of);
    }
    assertThat(one.get()).isEqualTo("stored");
    assertThat(other.get()).isEqualTo("stored");
    assertThat(commits.count).isEqualTo(3);
  }

  @Test
  void whatComesWhenItHasEndedIsRefused() throws Exception {
    stop();
    assertThat(
            lane.offer(new Lane.Item<>(EMPTY, Acknowledgement.none(), new CompletableFuture<>())))
        .isFalse();
  }

  private void send(Runnable task) {
    if (refusing) {
      throw new RejectedExecutionException("a test's");
    }
    task.run();
  }

  private static Runnable noHeap() {
    throw new OutOfMemoryError("a test's");
  }

  private CompletableFuture<String> submit(Effects effects) {
    CompletableFuture<String> done = new CompletableFuture<>();
    lane.offer(new Lane.Item<>(effects, Acknowledgement.none(), done));
    return done;
  }

  /** A command that does nothing but have these effects. */
  private interface Effects extends Write<String> {
    List<Runnable> effects();

    @Override
    default Caller caller() {
      return null;
    }

    @Override
    default long conversationId() {
      return 1;
    }

    @Override
    default String carryOut(Ledger ledger) {
      return "stored";
    }
  }

  /** Transactions without a database. */
  private static final class Commits extends LaneTransaction {
    Commits() {
      super(null, null, null);
    }

    private volatile boolean failsTogether;
    private int count;

    @Override
    synchronized List<Outcome> commit(List<Write<?>> writes, boolean careful) {
      if (failsTogether && writes.size() > 1) {
        throw new IllegalStateException("a test's");
      }
      count += writes.size();
      return writes.stream()
          .map(w -> new Outcome(w.carryOut(null), null, ((Effects) w).effects()))
          .toList();
    }

    @Override
    void rest() {
      // no connection
    }
  }
}
