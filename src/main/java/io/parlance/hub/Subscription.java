package io.parlance.hub;

import java.util.ArrayList;
import java.util.List;

/**
 * One socket's place in one conversation's stream.
 *
 * <p>Register first, then read, then apply: while its reader reads, what happens is held here; when
 * the reader has read up to a change, {@link Stream#live} lets out what came after it. Until the
 * first reading has shown that its owner may listen, it hears nothing at all. Written under the
 * stream's monitor.
 */
public final class Subscription {
  /** The most announcements that are held for a reader; beyond it the reader reads again. */
  private static final int MOST_HELD = 256;

  private final Connection connection;
  private final Stream stream;

  /** What happened while its reader reads; null once it is live. */
  private List<Announcement> held = new ArrayList<>(2);

  /** More was to be held than could be. */
  private boolean overflowed;

  /** How many read for it just now, as for a join and a resume that came together. */
  private int readers = 1;

  /** The last change that this socket had when it went live; what is not beyond it is not sent. */
  private volatile long after = -1;

  Subscription(Connection connection, Stream stream) {
    this.connection = connection;
    this.stream = stream;
  }

  public Connection connection() {
    return connection;
  }

  public Stream stream() {
    return stream;
  }

  public long conversationId() {
    return stream.conversationId();
  }

  /** Whether a reading has shown that its owner may listen. */
  public boolean isAdmitted() {
    return after >= 0;
  }

  long after() {
    return after;
  }

  /** One more reading starts, as for a resume on a socket that is live already. */
  void hold() {
    readers++;
    if (held == null) {
      held = new ArrayList<>(2);
    }
  }

  void hold(Announcement announcement) {
    if (announcement.answers(connection)) {
      held.add(announcement);
    } else if (announcement.isToAll()) {
      overflowed |= held.size() >= MOST_HELD;
      if (!overflowed) {
        held.add(announcement);
      }
    }
  }

  /**
   * A reader has read up to that change. The socket is live when the last reader has.
   *
   * @return what to send now: what came after it, and the answers that its socket waits for; null
   *     if more was missed than is held, and it must read on
   */
  List<Announcement> live(long read) {
    // another reader may have come further meanwhile
    long seq = Math.max(read, after);
    if (overflowed) {
      overflowed = false;
      held.removeIf(announcement -> !announcement.answers(connection));
      return null;
    }
    if (--readers > 0) {
      after = seq;
      return List.of();
    }
    List<Announcement> late =
        held.stream().filter(a -> a.seq() > seq || a.answers(connection)).toList();
    held = null;
    // an answer to one has the seq of a change that its socket may not have had
    after =
        late.stream()
            .filter(Announcement::isToAll)
            .mapToLong(Announcement::seq)
            .reduce(seq, Math::max);
    return late;
  }

  /** Those of them who are live now; for the others the batch is held. */
  static Subscription[] live(Subscription[] all, List<Announcement> batch) {
    List<Subscription> live = new ArrayList<>(all.length);
    for (Subscription each : all) {
      if (each.held == null) {
        live.add(each);
      } else {
        batch.forEach(each::hold);
      }
    }
    return live.size() == all.length ? all : live.toArray(Subscription[]::new);
  }

  /** A reader could not read. False where others still do. */
  boolean giveUp() {
    if (readers == 1) {
      return true;
    }
    readers--;
    return false;
  }

  /** The answers that its socket waits for among what is held. */
  List<Announcement> owed() {
    return held == null ? List.of() : held.stream().filter(a -> a.answers(connection)).toList();
  }
}
