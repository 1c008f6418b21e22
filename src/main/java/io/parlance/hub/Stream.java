package io.parlance.hub;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The live end of one conversation on this node: its changes in the order of {@code seq}, and the
 * sockets that joined it.
 *
 * <p>What comes early (another node was faster, or a hint was lost) waits until the sweep has read
 * what lies between; so does what comes while too much is pending. One flusher at a time: what is
 * announced while it runs goes out together. All fields are guarded by the monitor; sending happens
 * outside of it, by the one flusher.
 */
public final class Stream {
  /** The most announcements that wait for what lies before them; beyond it the sweep reads them. */
  private static final int MOST_EARLY = 1024;

  /** The most announcements that have their turn and are not sent; what is beyond is early. */
  private static final int MOST_PENDING = 8192;

  private final long conversationId;
  private final Executor flushers;

  /** The last change that was announced here; -1 until the first reader has read. */
  private long head = -1;

  /** Where that was then: nothing up to it is announced here, so all must have read that far. */
  private long begun = -1;

  private final SeenMembers seen = new SeenMembers();

  private final TreeMap<Long, Announcement> early = new TreeMap<>();
  private List<Announcement> pending = new ArrayList<>();
  private List<Entrant> entrants = new ArrayList<>(0);
  private Subscription[] subscriptions = {};
  private boolean flushing;

  Stream(long conversationId, Executor flushers) {
    this.conversationId = conversationId;
    this.flushers = flushers;
  }

  public long conversationId() {
    return conversationId;
  }

  /** The last change that was announced here; -1 while that is unknown. */
  public synchronized long head() {
    return head;
  }

  public SeenMembers seen() {
    return seen;
  }

  /** Whether something waits for a change that has not come. */
  public synchronized boolean hasGap() {
    return head >= 0 && !early.isEmpty() && !isFull();
  }

  /** Whether so much is pending that nothing more is to be read for it now. */
  public synchronized boolean isFull() {
    return pending.size() >= MOST_PENDING;
  }

  synchronized boolean isEmpty() {
    return subscriptions.length == 0;
  }

  synchronized int size() {
    return subscriptions.length;
  }

  synchronized void add(Subscription subscription) {
    Subscription[] more = Arrays.copyOf(subscriptions, subscriptions.length + 1);
    more[subscriptions.length] = subscription;
    subscriptions = more;
  }

  /** It hears no more, but for the answers that it waits for. */
  void remove(Subscription subscription) {
    synchronized (this) {
      List<Subscription> left = new ArrayList<>(List.of(subscriptions));
      if (left.remove(subscription)) {
        subscriptions = left.toArray(Subscription[]::new);
        java.util.stream.Stream.of(subscription.owed(), pending, early.values())
            .flatMap(Collection::stream)
            .filter(announcement -> announcement.answers(subscription.connection()))
            .forEach(owed -> entrants.add(Entrant.answered(owed)));
      }
    }
    startFlush();
  }

  /**
   * A reader could not read. Where it was the last one, a socket that had joined before hears what
   * was held, and on.
   *
   * @return false if it was the last one and the socket had not joined: it is to be removed
   */
  boolean giveUp(Subscription subscription) {
    synchronized (this) {
      if (!contains(subscription) || !subscription.giveUp()) {
        return true;
      }
    }
    if (!subscription.isAdmitted()) {
      return false;
    }
    long has = subscription.after();
    while (!live(subscription, has, has, null)) {
      // what was held was too much; its client sees that something is missing, and asks
    }
    return true;
  }

  synchronized void hold(Subscription subscription) {
    subscription.hold();
  }

  /** The sockets that joined, or are about to. Not to be changed. */
  public synchronized Subscription[] subscriptions() {
    return subscriptions;
  }

  /**
   * A change was committed, or a command changed nothing. What was announced before is left out.
   *
   * @return whether its asker listens here, or is about to, and is so answered
   */
  boolean announce(Announcement committed) {
    boolean isAskerHere;
    synchronized (this) {
      isAskerHere = committed.asker() != null && isHere(committed.asker());
      Announcement announcement = isAskerHere ? committed : committed.toAll();
      boolean isTold = head >= 0 && announcement.seq() <= head;
      if (isTold || !announcement.isToAll()) {
        answer(announcement);
      } else if (early.size() < MOST_EARLY || announcement.seq() == head + 1) {
        early.put(announcement.seq(), announcement);
      } else {
        answer(announcement);
      }
      releaseEarly();
    }
    startFlush();
    return isAskerHere;
  }

  private boolean contains(Subscription subscription) {
    return Arrays.asList(subscriptions).contains(subscription);
  }

  private boolean isHere(Connection connection) {
    return Arrays.stream(subscriptions).anyMatch(each -> each.connection() == connection);
  }

  /**
   * The sweep has read the database up to that change: announces those that were not, in order.
   * Changes that later ones replaced have no announcement of their own.
   */
  void mend(List<Announcement> read, long upTo) {
    synchronized (this) {
      for (Announcement announcement : read) {
        // what came here by itself knows whom it answers
        head = Math.max(head, announcement.seq() - 1);
        releaseEarly();
        if (announcement.seq() > head) {
          Announcement own = early.remove(announcement.seq());
          pending.add(own == null ? announcement : own);
          head = announcement.seq();
        }
      }
      head = Math.max(head, upTo);
      releaseEarly();
    }
    startFlush();
  }

  /**
   * A reader has read up to {@code seq}: its answer goes out, then what happened meanwhile, and
   * from now on the socket is live.
   *
   * @param has the last change that the socket has got: {@code seq}, or where it was before
   * @param answer the frame that ends the reading; null for none
   * @return false if more happened than could be held, or another reader began further on: read on
   *     after {@code seq} and call again
   * @throws Refused {@code conflict} if the socket has left meanwhile
   */
  boolean live(Subscription subscription, long has, long seq, String answer) {
    synchronized (this) {
      if (!contains(subscription)) {
        throw new Refused(ErrorCode.CONFLICT, "it was left meanwhile");
      }
      List<Announcement> late = has < begun ? null : subscription.live(has);
      if (late == null) {
        return false;
      }
      entrants.add(new Entrant(subscription.connection(), late, seq, answer));
      if (head < 0) {
        head = seq;
        begun = has;
      }
      releaseEarly();
    }
    startFlush();
    return true;
  }

  private void releaseEarly() {
    while (hasGap() && early.firstKey() <= head + 1) {
      Announcement next = early.pollFirstEntry().getValue();
      if (next.seq() == head + 1) {
        pending.add(next);
        head = next.seq();
      } else {
        answer(next);
      }
    }
  }

  /**
   * A change that is not told from here: those who joined have it, or will. Who asked waits, and is
   * answered behind what is pending, which the answer may tell of.
   */
  private void answer(Announcement passed) {
    if (passed.hasAnswer()) {
      pending.add(Announcement.answer(passed.seq(), passed.asker(), passed.answer()));
    }
  }

  private void startFlush() {
    synchronized (this) {
      if (flushing || (pending.isEmpty() && entrants.isEmpty())) {
        return;
      }
      flushing = true;
    }
    try {
      flushers.execute(this::flush);
    } catch (RuntimeException | Error e) {
      stopped();
      throw e;
    }
  }

  /** One round: entrants first, for what they held came before what is pending now. */
  private void flush() {
    Departures departures = new Departures();
    try {
      flush(departures);
    } finally {
      departures.go(this::flushed);
    }
  }

  private void flush(Departures departures) {
    List<Announcement> batch;
    List<Entrant> entered;
    Subscription[] receivers;
    synchronized (this) {
      batch = nextBatch();
      releaseEarly();
      entered = entrants;
      entrants = new ArrayList<>(0);
      receivers = Subscription.live(subscriptions, batch);
    }
    entered.forEach(entrant -> Departures.guarded(entrant.connection(), entrant::send));
    if (!batch.isEmpty()) {
      new Delivery(batch).to(receivers, departures);
    }
  }

  /** The next round waits its turn among the other conversations. */
  private void flushed() {
    stopped();
    startFlush();
  }

  private synchronized void stopped() {
    flushing = false;
  }

  /** What is pending, up to what one text should hold; the rest stays for the next round. */
  private List<Announcement> nextBatch() {
    int fitting = Bundle.fitting(pending, Announcement::text);
    List<Announcement> batch = pending.subList(0, fitting);
    pending = new ArrayList<>(pending.subList(fitting, pending.size()));
    return batch;
  }
}
