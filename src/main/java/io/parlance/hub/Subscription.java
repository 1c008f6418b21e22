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

  boolean isLive() {
    return held == null;
  }

  /** Whether a reading has shown that its owner may listen. */
  public boolean isAdmitted() {
    return after >= 0;
  }

  long after() {
    return after;
  }

  /** Reading starts again, as for a resume on a socket that is live already. */
  void hold() {
    if (held == null) {
      held = new ArrayList<>(2);
    }
  }

  void hold(Announcement announcement) {
    overflowed |= held.size() >= MOST_HELD;
    if (!overflowed || announcement.answers(connection)) {
      held.add(announcement);
    }
  }

  /**
   * The reader has read up to that change.
   *
   * @return what to send now: what came after it, and the answers that its socket waits for; null
   *     if more was missed than is held, and it must read on
   */
  List<Announcement> live(long seq) {
    if (held == null) {
      // another reading was quicker
      return List.of();
    }
    if (overflowed) {
      overflowed = false;
      held.removeIf(announcement -> !announcement.answers(connection));
      return null;
    }
    List<Announcement> late =
        held.stream().filter(a -> a.seq() > seq || a.answers(connection)).toList();
    held = null;
    after = late.isEmpty() ? seq : Math.max(seq, late.get(late.size() - 1).seq());
    return late;
  }
}
