package io.parlance.topics;

import io.parlance.hub.Departures;
import io.parlance.protocol.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The live end of one topic on this node: its latest events in the order of offsets, and the
 * sockets that are subscribed.
 *
 * <p>As with a conversation's stream, what comes early waits until the sweep has read what lies
 * between, so does what comes while too much is pending, and there is one flusher at a time: what
 * is published while it runs goes out together. Unlike there, the latest events are kept, so that
 * whoever missed a few is served from memory. All fields are guarded by the monitor; sending
 * happens outside of it, by the one flusher.
 */
final class Topic {
  /** Of a durable topic so many are kept in memory, the rest is in the database. */
  private static final int DURABLE_HISTORY = 256;

  private final String name;
  private final TopicFamily family;
  private final String epoch;
  private final Executor flushers;
  private final TopicHistory history;
  private final TopicMembers members;

  /** The last event that was announced here; -1 while the database was not asked. */
  private long head;

  private final TopicEarly early = new TopicEarly();
  private TopicRound next = new TopicRound();
  private boolean flushing;
  private long usedAt;

  /** What became of an attempt to let a socket hear what is new. */
  enum Entry {
    /** It hears. */
    LIVE,
    /** What it missed is not in memory: it must read, and come again. */
    MUST_READ,
    /** What it missed is not there any more. */
    LOST
  }

  Topic(String name, TopicFamily family, String epoch, Executor flushers) {
    this.name = name;
    this.family = family;
    this.epoch = epoch;
    this.flushers = flushers;
    this.head = family.durable() ? -1 : 0;
    this.history =
        new TopicHistory(
            family.durable() ? Math.min(DURABLE_HISTORY, family.history()) : family.history(),
            family.keep().toMillis());
    this.members = new TopicMembers(family.presence());
  }

  String name() {
    return name;
  }

  TopicFamily family() {
    return family;
  }

  String epoch() {
    return epoch;
  }

  synchronized long head() {
    return head;
  }

  synchronized int size() {
    return members.count();
  }

  /** Whether something waits for an event that has not come. */
  synchronized boolean hasGap() {
    return head >= 0 && !early.isEmpty() && !next.isFull();
  }

  /** Whether events up to that offset are to be read: they are there and not announced here. */
  synchronized boolean isBehind(long offset) {
    return head >= 0 && head < offset && !next.isFull();
  }

  /** Whether so much is pending that nothing more is to be published for now. */
  synchronized boolean isFull() {
    return next.isFull();
  }

  /** Waits until something of what is pending is on its way, where the topic is full. */
  synchronized void awaitRoom() throws InterruptedException {
    while (next.isFull()) {
      wait();
    }
  }

  /** The people who are subscribed, where the family lets others know. */
  synchronized Set<Long> people() {
    return members.people();
  }

  /** Registers a socket, still silent. */
  synchronized void add(TopicSubscription subscription) {
    if (members.add(subscription)) {
      stir(subscription, "joined");
    }
  }

  /**
   * The socket no longer listens; nothing of the topic comes after the last word. False if it did
   * not listen.
   *
   * @param lastWord a frame, or null
   */
  synchronized boolean remove(TopicSubscription subscription, String lastWord, long now) {
    if (subscription.index < 0) {
      return false;
    }
    usedAt = now;
    subscription.after = TopicSubscription.READING;
    if (members.remove(subscription)) {
      stir(subscription, "left");
    }
    if (lastWord != null) {
      next.say(subscription.connection(), List.of(lastWord));
    }
    flushSoon();
    return true;
  }

  private void stir(TopicSubscription subscription, String presence) {
    long userId = subscription.connection().userId();
    next.stir(userId, TopicFrames.stir(name, presence, userId));
    flushSoon();
  }

  /** The database was asked where the topic stands. Asking again does nothing. */
  synchronized void loaded(long offset) {
    if (head < 0) {
      head = offset;
      releaseEarly();
      flushSoon();
    }
  }

  /**
   * Lets a socket hear what is new, from the present on.
   *
   * @param recovered told where the socket asked for what it missed, else null
   */
  synchronized void enter(TopicSubscription subscription, Boolean recovered) {
    if (subscription.index < 0) {
      return;
    }
    next.say(subscription.connection(), List.of(subscribed(head, recovered)));
    if (recovered != null || subscription.after == TopicSubscription.READING) {
      subscription.after = head;
    }
    flushSoon();
  }

  /** Lets a socket hear what it missed, if memory reaches back so far, and what is new. */
  synchronized Entry recover(TopicSubscription subscription, TopicPosition since) {
    if (!epoch.equals(since.epoch())) {
      return Entry.LOST;
    }
    // another node may be ahead of what was announced here: the database knows
    if (since.offset() > head || !history.reaches(since.offset(), head)) {
      subscription.after = TopicSubscription.READING;
      return family.durable() ? Entry.MUST_READ : Entry.LOST;
    }
    List<String> frames = new ArrayList<>();
    frames.add(subscribed(head, true));
    frames.addAll(frames(history.after(since.offset())));
    live(subscription, frames);
    return Entry.LIVE;
  }

  /** A socket has read up to that offset by itself. */
  synchronized Entry goLive(TopicSubscription subscription, long offset) {
    if (!history.reaches(Math.min(offset, head), head)) {
      return Entry.MUST_READ;
    }
    live(subscription, frames(history.after(offset)));
    // what it has read may not have been announced yet
    subscription.after = Math.max(offset, head);
    return Entry.LIVE;
  }

  private void live(TopicSubscription subscription, List<String> frames) {
    if (subscription.index < 0) {
      return;
    }
    if (!frames.isEmpty()) {
      next.say(subscription.connection(), frames);
    }
    subscription.after = head;
    flushSoon();
  }

  private static List<String> frames(List<TopicTold> events) {
    return events.stream().map(TopicTold::frame).toList();
  }

  /** The frame that answers a subscription. */
  String subscribed(long offset, Boolean recovered) {
    return TopicFrames.subscribed(name, epoch, offset, recovered);
  }

  /** Gives events of a topic that is not durable their offsets, and sends them. */
  synchronized long publish(List<TopicEvent> events, long now) {
    long first = head + 1;
    usedAt = now;
    history.age(now);
    for (TopicEvent event : events) {
      tell(new TopicTold(head + 1, event.frame(name, head + 1, epoch), now));
    }
    flushSoon();
    return first;
  }

  /** Events of a durable topic were committed. Those that were announced before are left out. */
  synchronized void announce(List<TopicTold> events) {
    for (TopicTold event : events) {
      if (head >= 0 && event.offset() == head + 1 && !next.isFull()) {
        tell(event);
      } else if (head < 0 || event.offset() > head) {
        early.add(event);
      }
    }
    if (head >= 0) {
      releaseEarly();
      flushSoon();
    }
  }

  /**
   * The sweep has read what comes after the head. Where that is no longer there, nobody here can be
   * told of it: the sockets are sent away, and come back to hear that they lost something.
   */
  void mend(List<TopicTold> read) {
    TopicMembers.View lost;
    synchronized (this) {
      boolean hole = !read.isEmpty() && head >= 0 && read.get(0).offset() > head + 1;
      if (!hole) {
        announce(read);
        return;
      }
      lost = members.view();
      history.clear();
      head = read.get(0).offset() - 1;
      announce(read);
    }
    for (int i = 0; i < lost.count(); i++) {
      lost.get(i).connection().close(CloseReason.TRY_AGAIN_LATER);
    }
  }

  private void tell(TopicTold event) {
    head = event.offset();
    history.add(event);
    if (members.count() > 0) {
      next.add(event);
    }
  }

  private void releaseEarly() {
    while (hasGap()) {
      TopicTold event = early.take(head + 1);
      if (event == null) {
        return;
      }
      tell(event);
    }
  }

  /**
   * Whether it can be forgotten: nobody listens, nobody did for that long, and nothing is lost by
   * it.
   */
  synchronized boolean isIdle(long now, long idleMillis) {
    history.age(now);
    return members.count() == 0
        && next.isEmpty()
        && !flushing
        && usedAt < now - idleMillis
        && (family.durable() || history.isEmpty());
  }

  /** What can be recovered after that offset; null where memory does not reach back. */
  synchronized List<TopicTold> since(long offset, long now) {
    history.age(now);
    return offset <= head && history.reaches(offset, head) ? history.after(offset) : null;
  }

  private void flushSoon() {
    if (!flushing && !next.isEmpty()) {
      flushing = true;
      flushers.execute(this::flush);
    }
  }

  private void flush() {
    TopicRound round;
    TopicMembers.View view;
    synchronized (this) {
      round = next;
      next = round.rest();
      releaseEarly();
      notifyAll();
      view = members.view();
    }
    Departures departures = new Departures();
    try {
      round.send(view, departures);
    } finally {
      departures.go(this::flushed);
    }
  }

  /** The next round waits its turn among the other topics. */
  private synchronized void flushed() {
    flushing = false;
    flushSoon();
  }
}
