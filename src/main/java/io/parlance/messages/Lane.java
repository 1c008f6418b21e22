package io.parlance.messages;

import io.parlance.storage.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One lane: a queue, a thread, and one transaction at a time for what has gathered. */
final class Lane implements Runnable {
  private static final Logger LOG = Logger.getLogger(Lane.class.getName());

  /** The most commands in one transaction. */
  private static final int MOST = 256;

  /**
   * A lane that has just had several at once lets some more come, until there are enough: a commit
   * costs nearly the same for one and for ten. One that comes alone is never kept waiting.
   */
  private static final long GATHER_NANOS = 5_000_000;

  private static final int ENOUGH = 32;

  private static final int REST_SECONDS = 1;

  private final LaneTransaction transaction;
  private final Executor senders;
  private final BlockingQueue<Item<?>> queue;

  private volatile boolean over;

  /** The lane's thread while it lets more come; woken by whoever brings the last that it needs. */
  private volatile Thread gatherer;

  /**
   * Whoever lost an acknowledgement sends again within seconds: after a start, an outage and a
   * repetition it is asked beforehand, for so long, what was sent already. Else nothing is asked,
   * and the unique constraint finds the rest.
   */
  private final long carefulNanos;

  /** Of the lane's thread. */
  private long lastTrouble = System.nanoTime();

  /** A command, what its sender is told first, and who waits for it. */
  record Item<R>(Write<R> write, Acknowledgement<R> answer, CompletableFuture<R> done) {
    @SuppressWarnings("unchecked")
    void complete(Object result) {
      done.complete((R) result);
    }

    @SuppressWarnings("unchecked")
    void prepare(Object result) {
      answer.prepare((R) result);
    }
  }

  Lane(LaneTransaction transaction, Executor senders, Duration careful, int capacity) {
    this.transaction = transaction;
    this.senders = senders;
    this.carefulNanos = careful.toNanos();
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  boolean offer(Item<?> item) {
    boolean taken = !over && queue.offer(item);
    if (taken && over && queue.remove(item)) {
      return false; // nobody looks any more
    }
    Thread waiting = gatherer;
    if (waiting != null && queue.size() >= ENOUGH) {
      LockSupport.unpark(waiting);
    }
    return taken;
  }

  @Override
  public void run() {
    List<Item<?>> items = new ArrayList<>(MOST);
    try {
      boolean isBusy = false;
      while (!Thread.currentThread().isInterrupted()) {
        items.add(next());
        if (isBusy) {
          gather();
        }
        queue.drainTo(items, MOST - 1);
        isBusy = items.size() > 1;
        round(items);
        items.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over = true;
      queue.forEach(item -> item.done().completeExceptionally(Outage.away()));
      transaction.rest();
    }
  }

  /** Whatever happens to one round, the lane goes on. */
  private void round(List<Item<?>> items) {
    try {
      commit(items, System.nanoTime() - lastTrouble < carefulNanos);
    } catch (RuntimeException | Error e) {
      items.forEach(item -> item.done().completeExceptionally(e));
      LOG.log(Level.SEVERE, "A round of a lane failed", e);
    }
  }

  /** Whoever waits long for something to do needs no connection meanwhile. */
  private Item<?> next() throws InterruptedException {
    Item<?> item = queue.poll(REST_SECONDS, TimeUnit.SECONDS);
    if (item == null) {
      transaction.rest();
      item = queue.take();
    }
    return item;
  }

  private void gather() {
    gatherer = Thread.currentThread();
    if (queue.size() < ENOUGH) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    gatherer = null;
  }

  private void commit(List<Item<?>> items, boolean careful) {
    List<LaneTransaction.Outcome> outcomes;
    try {
      outcomes = transaction.commit(items.stream().<Write<?>>map(Item::write).toList(), careful);
    } catch (RuntimeException | Error e) {
      lastTrouble = System.nanoTime();
      if (careful || Outage.isOne(e)) {
        failed(items, e);
      } else {
        commit(items, true);
      }
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      tell(items.get(i), outcomes.get(i));
    }
    acknowledge(List.copyOf(items));
  }

  /** After the commit: first the sender's answer, then what everybody is told. */
  private static void tell(Item<?> item, LaneTransaction.Outcome outcome) {
    try {
      if (outcome.refused() != null) {
        item.done().completeExceptionally(outcome.refused());
        return;
      }
      item.prepare(outcome.result());
      outcome.effects().forEach(Runnable::run);
      item.complete(outcome.result());
    } catch (RuntimeException | Error e) {
      // it is committed: a hint that is lost here is mended by the sweep
      LOG.log(Level.SEVERE, "Announcing a committed change failed", e);
      item.complete(outcome.result());
    }
  }

  /** What was prepared and did not go out with an event; behind the events, and not by the lane. */
  private void acknowledge(List<Item<?>> items) {
    try {
      senders.execute(() -> items.forEach(item -> item.answer().send()));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.FINE, "What was acknowledged goes out with what comes next", e);
    }
  }

  /**
   * Nothing of them was stored. Where one of them is at fault, each gets a transaction of its own,
   * twice if need be: the loser of a race for a client id finds the winner's message then.
   */
  private void failed(List<Item<?>> items, Throwable failure) {
    if (Outage.isOne(failure)) {
      LOG.log(Level.WARNING, "The database took nothing: {0}", root(failure).toString());
      items.forEach(item -> item.done().completeExceptionally(Outage.away()));
      return;
    }
    for (Item<?> item : items) {
      Throwable again = alone(item);
      if (again != null && !Outage.isOne(again)) {
        again = alone(item);
      }
      if (again != null) {
        boolean outage = Outage.isOne(again);
        if (!outage) {
          LOG.log(Level.SEVERE, "A command could not be stored", again);
        }
        item.done().completeExceptionally(outage ? Outage.away() : again);
      }
    }
  }

  private Throwable alone(Item<?> item) {
    LaneTransaction.Outcome outcome;
    try {
      outcome = transaction.commit(List.of(item.write()), true).get(0);
    } catch (RuntimeException | Error e) {
      return e;
    }
    tell(item, outcome);
    acknowledge(List.of(item));
    return null;
  }

  private static Throwable root(Throwable failure) {
    Throwable t = failure;
    while (t.getCause() != null && t.getCause() != t) {
      t = t.getCause();
    }
    return t;
  }
}
