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
 * whoever missed a few is served from memory ({@link TopicTail}). All fields are guarded by the
 * monitor; sending happens outside of it, by the one flusher.
 */
final class Topic {
  private final String name;
  private final TopicFamily family;
  private final String epoch;
  private final TopicFlusher flusher;
  private final TopicTail tail;
  private final TopicMembers members;
  private TopicRound next = new TopicRound();
  private long usedAt;

  Topic(String name, TopicFamily family, String epoch, Executor flushers) {
    this.name = name;
    this.family = family;
    this.epoch = epoch;
    this.flusher = new TopicFlusher(flushers);
    this.tail = new TopicTail(family);
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

  /** The last event that was announced here; -1 while the database was not asked. */
  synchronized long head() {
    return tail.head();
  }

  synchronized int size() {
    return members.count();
  }

  /** Whether something waits for an event that has not come. */
  synchronized boolean hasGap() {
    return tail.hasGap() && !next.isFull();
  }

  /** Whether events up to that offset are to be read: they are there and not announced here. */
  synchronized boolean isBehind(long offset) {
    return tail.isKnown() && tail.head() < offset && !next.isFull();
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
    if (!tail.isKnown()) {
      tail.begin(offset);
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
    next.say(subscription.connection(), List.of(subscribed(tail.head(), recovered)));
    if (recovered != null || subscription.after == TopicSubscription.READING) {
      subscription.after = tail.head();
    }
    flushSoon();
  }

  /** Lets a socket hear what it missed, if memory reaches back so far, and what is new. */
  synchronized TopicEntry recover(TopicSubscription subscription, TopicPosition since) {
    if (!epoch.equals(since.epoch())) {
      return TopicEntry.LOST;
    }
    // another node may be ahead of what was announced here: the database knows
    if (!tail.reaches(since.offset())) {
      subscription.after = TopicSubscription.READING;
      return family.durable() ? TopicEntry.MUST_READ : TopicEntry.LOST;
    }
    List<String> frames = new ArrayList<>(tail.framesAfter(since.offset()));
    frames.add(0, subscribed(tail.head(), true));
    live(subscription, frames);
    return TopicEntry.LIVE;
  }

  /** A socket has read up to that offset by itself. */
  synchronized TopicEntry goLive(TopicSubscription subscription, long offset) {
    if (!tail.reaches(Math.min(offset, tail.head()))) {
      return TopicEntry.MUST_READ;
    }
    live(subscription, tail.framesAfter(offset));
    // what it has read may not have been announced yet
    subscription.after = Math.max(offset, tail.head());
    return TopicEntry.LIVE;
  }

  private void live(TopicSubscription subscription, List<String> frames) {
    if (subscription.index < 0) {
      return;
    }
    next.say(subscription.connection(), frames);
    subscription.after = tail.head();
    flushSoon();
  }

  /** The frame that answers a subscription. */
  String subscribed(long offset, Boolean recovered) {
    return TopicFrames.subscribed(name, epoch, offset, recovered);
  }

  /** Gives events of a topic that is not durable their offsets, and sends them. */
  synchronized long publish(List<TopicEvent> events, long now) {
    long first = tail.head() + 1;
    usedAt = now;
    tail.age(now);
    for (TopicEvent event : events) {
      long offset = tail.head() + 1;
      tell(new TopicTold(offset, event.frame(name, offset, epoch), now));
    }
    flushSoon();
    return first;
  }

  /** Events of a durable topic were committed. Those that were announced before are left out. */
  synchronized void announce(List<TopicTold> events) {
    for (TopicTold event : events) {
      if (tail.isNext(event.offset()) && !next.isFull()) {
        tell(event);
      } else {
        tail.keepEarly(event);
      }
    }
    releaseEarly();
    flushSoon();
  }

  /**
   * The sweep has read what comes after the head. Where that is no longer there, nobody here can be
   * told of it: the sockets are sent away, and come back to hear that they lost something.
   */
  void mend(List<TopicTold> read) {
    TopicMembers.View lost;
    synchronized (this) {
      if (read.isEmpty() || !tail.lacks(read.get(0).offset())) {
        announce(read);
        return;
      }
      lost = members.view();
      tail.begin(read.get(0).offset() - 1);
      announce(read);
    }
    lost.forEach(member -> member.connection().close(CloseReason.TRY_AGAIN_LATER));
  }

  private void tell(TopicTold event) {
    tail.add(event);
    if (members.count() > 0) {
      next.add(event);
    }
  }

  private void releaseEarly() {
    while (hasGap()) {
      TopicTold event = tail.takeEarly();
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
    tail.age(now);
    return members.count() == 0
        && next.isEmpty()
        && !flusher.isBusy()
        && usedAt < now - idleMillis
        && (family.durable() || tail.isEmpty());
  }

  /** What can be recovered after that offset; null where memory does not reach back. */
  synchronized List<TopicTold> since(long offset, long now) {
    tail.age(now);
    return tail.reaches(offset) ? tail.after(offset) : null;
  }

  /** Sends soon what is pending, if anything is. */
  synchronized void flushSoon() {
    if (!flusher.isBusy() && !next.isEmpty()) {
      flusher.start(this::send, this::sent);
    }
  }

  private void send(Departures departures) {
    TopicRound round;
    TopicMembers.View view;
    synchronized (this) {
      view = members.view();
      TopicRound rest = next.rest();
      round = next;
      next = rest;
      releaseEarly();
      notifyAll();
    }
    round.send(view, departures);
  }

  /** The next round waits its turn among the other topics. */
  private synchronized void sent() {
    flusher.over();
    flushSoon();
  }
}
