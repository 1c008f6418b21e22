package io.parlance.topics;

import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One socket's commands, carried out in order: the next begins when the one before is done. A step
 * gives what it waits for, or null where it is done when it returns.
 */
final class TopicSteps {
  private final int most;
  private final Runnable full;
  private final Consumer<Throwable> failed;

  // All guarded by this object's monitor; the deque is bounded by most.
  private final ArrayDeque<Supplier<CompletionStage<?>>> waiting = new ArrayDeque<>(2);
  private boolean busy;
  private boolean over;

  /**
   * A queue of that many steps.
   *
   * @param full what to do with a client that sends more
   * @param failed what to do when a step has failed; the next ones follow all the same
   */
  TopicSteps(int most, Runnable full, Consumer<Throwable> failed) {
    this.most = most;
    this.full = full;
    this.failed = failed;
  }

  void add(Supplier<CompletionStage<?>> step) {
    boolean fits;
    synchronized (this) {
      if (over) {
        return;
      }
      fits = waiting.size() < most;
      if (fits) {
        waiting.add(step);
        if (busy) {
          return;
        }
        busy = true;
      }
    }
    if (fits) {
      carryOn();
    } else {
      end();
      full.run();
    }
  }

  /** What has not begun does not begin. */
  synchronized void end() {
    over = true;
    waiting.clear();
  }

  private void carryOn() {
    Supplier<CompletionStage<?>> step = next();
    while (step != null) {
      CompletionStage<?> doing = begin(step);
      if (doing != null) {
        doing.whenComplete(
            (result, failure) -> {
              if (failure != null) {
                failed.accept(failure);
              }
              carryOn();
            });
        return;
      }
      step = next();
    }
  }

  private CompletionStage<?> begin(Supplier<CompletionStage<?>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      failed.accept(e);
      return null;
    }
  }

  private synchronized Supplier<CompletionStage<?>> next() {
    Supplier<CompletionStage<?>> step = waiting.poll();
    busy = step != null;
    return step;
  }
}
