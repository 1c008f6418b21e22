package io.parlance.topics;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.storage.Outage;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The single writer of this node's durable events: what has gathered is one transaction, and in
 * between the outbox is moved. What was moved by a server that was killed before it told anybody is
 * in the log, where every client that comes back finds it.
 */
@ApplicationScoped
public class TopicWriter implements Runnable {
  private static final Logger LOG = Logger.getLogger(TopicWriter.class.getName());

  /** The most publications, or rows of the outbox, in one transaction. */
  private static final int MOST = 256;

  /** So often the outbox is looked at where nobody says that something is in it. */
  private static final long LOOK_MILLIS = 500;

  private TopicLog log;
  private TopicStreams streams;
  private Limits limits;
  private Threads threads;

  private BlockingQueue<Item> queue;
  private final AtomicBoolean poked = new AtomicBoolean();
  private long lookAt;

  /** Nobody takes anything out of the queue any more. */
  private volatile boolean ended;

  /** A publication and who waits for it; neither for a mere poke. */
  private record Item(Publication publication, CompletableFuture<Published> done) {
    static final Item POKE = new Item(null, null);
  }

  @Inject
  void uses(TopicLog log, TopicStreams streams, Limits limits, Threads threads) {
    this.log = log;
    this.streams = streams;
    this.limits = limits;
    this.threads = threads;
  }

  @PostConstruct
  void open() {
    queue = new ArrayBlockingQueue<>(limits.value(Limit.LANE_QUEUE));
    threads.start("topics", this);
  }

  /**
   * Publishes durably.
   *
   * @return completed after the commit, when it was announced, or with {@link Refused}
   */
  CompletableFuture<Published> submit(Publication publication) {
    Item item = new Item(publication, new CompletableFuture<>());
    if (!queue.offer(item)) {
      throw Refused.later(ErrorCode.UNAVAILABLE, "too much is waiting to be stored", 1000);
    }
    if (ended) {
      // it may have come behind the last look into the queue
      refuseWaiting();
    }
    return item.done();
  }

  /** Something was committed to the outbox. A hint: it is looked at anyway. */
  void poke() {
    if (poked.compareAndSet(false, true) && !queue.offer(Item.POKE)) {
      // a full queue wakes the writer as well
      LOG.log(Level.FINEST, "No poke");
    }
  }

  @Override
  public void run() {
    List<Item> items = new ArrayList<>(MOST);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        turn(items);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      refuseWaiting();
    }
  }

  /** Whatever goes wrong in it, another turn follows: there is no other writer. */
  private void turn(List<Item> items) throws InterruptedException {
    try {
      Item first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        items.add(first);
        queue.drainTo(items, MOST - 1);
        items.removeIf(item -> item.publication() == null);
        write(items, false);
      }
      look();
    } catch (RuntimeException | Error e) {
      try {
        items.forEach(item -> item.done().completeExceptionally(e));
        LOG.log(Level.SEVERE, "Publishing failed", e);
      } catch (RuntimeException | Error again) {
        e.addSuppressed(again);
      }
    } finally {
      items.clear();
    }
  }

  private void refuseWaiting() {
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      if (item.publication() != null) {
        item.done().completeExceptionally(Outage.away());
      }
    }
  }

  private void look() throws InterruptedException {
    long now = System.nanoTime() / 1_000_000;
    if (poked.getAndSet(false) || now >= lookAt) {
      lookAt = now + LOOK_MILLIS;
      try {
        relay();
      } catch (RuntimeException | Error e) {
        lookAt = now + Duration.ofSeconds(1).toMillis();
        LOG.log(
            Outage.isOne(e) ? Level.FINE : Level.SEVERE, "The outbox could not be published", e);
      }
    }
  }

  /** Goes on until nothing is left, so that a full outbox does not wait for the next look. */
  private void relay() throws InterruptedException {
    List<TopicLog.Moved> moved;
    do {
      moved = log.relay(MOST, streams.epoch());
      if (moved == null) {
        return;
      }
      for (TopicLog.Moved one : moved) {
        announce(one);
      }
    } while (!moved.isEmpty() && queue.isEmpty());
    if (!moved.isEmpty()) {
      // publishers wait: the rest comes after them
      poked.set(true);
    }
  }

  /** They are committed: one topic that cannot be told costs the others nothing. */
  private void announce(TopicLog.Moved one) throws InterruptedException {
    try {
      streams.announce(one);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, "Announcing what was in the outbox failed", e);
    }
  }

  private void write(List<Item> items, boolean again) {
    if (items.isEmpty()) {
      return;
    }
    List<TopicLog.Stored> stored;
    try {
      stored = log.append(items.stream().map(Item::publication).toList(), streams.epoch());
    } catch (RuntimeException | Error e) {
      failed(items, again, e);
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      try {
        tell(item, stored.get(i));
      } catch (RuntimeException | Error e) {
        item.done().completeExceptionally(e);
        LOG.log(Level.SEVERE, "A publisher could not be told what is committed", e);
      }
    }
  }

  /** Nothing of them was stored; of an error amid the commit nobody knows. */
  private void failed(List<Item> items, boolean again, Throwable failure) {
    if (Outage.isOne(failure)) {
      LOG.log(Level.WARNING, "The database took no events: {0}", failure.toString());
      items.forEach(item -> item.done().completeExceptionally(Outage.away()));
    } else if (again || failure instanceof Error) {
      LOG.log(Level.SEVERE, "An event could not be stored", failure);
      items.forEach(item -> item.done().completeExceptionally(failure));
    } else {
      // another node made the same topic at the same time, or one of them is at fault
      items.forEach(item -> write(List.of(item), true));
    }
  }

  /** After the commit: first those who listen, then the publisher. */
  private void tell(Item item, TopicLog.Stored stored) {
    if (stored.refused() != null) {
      item.done().completeExceptionally(stored.refused());
      return;
    }
    String topic = item.publication().topic();
    try {
      streams.announce(topic, stored.told());
    } catch (RuntimeException | Error e) {
      // it is committed: who was not told is told by the sweep
      LOG.log(Level.SEVERE, "Announcing a committed event failed", e);
    }
    int count = item.publication().events().size();
    item.done().complete(Published.of(topic, streams.epoch(), stored.first(), count));
  }
}
