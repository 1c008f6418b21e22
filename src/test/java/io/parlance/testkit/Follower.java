package io.parlance.testkit;

/**
 * One conversation as a careful client follows it over its sockets (protocol.md, section 3, "Order,
 * acknowledgement, exactly once"). It stands where everything before has come. What comes while it
 * resumes it shows, but its place moves only when the resuming has ended: broken off, it is begun
 * again from there.
 */
final class Follower {
  /** What its owner has to do next. */
  enum Next {
    LISTEN,
    RESUME,
    PAGE
  }

  private final Replica replica;

  /** All changes up to here have come. Read by others while it follows. */
  private volatile long position;

  /** How far the pages go that are to be read. */
  private long last;

  private boolean resuming;
  private int doubled;
  private int outOfOrder;
  private int missed;

  Follower(long channel) {
    this.replica = new Replica(channel);
  }

  /** Begins to resume, on a new socket or on the same again, and gives where from. */
  long resume() {
    resuming = true;
    return position;
  }

  Next take(Json frame) {
    String type = frame.textOrNull("type");
    if ("resumed".equals(type)) {
      return resumed(frame);
    }
    if ("error".equals(type)) {
      return Next.RESUME;
    }
    long seq = replica.seqOf(frame);
    if (seq == 0) {
      return Next.LISTEN;
    }
    return resuming ? shown(frame) : live(frame, seq);
  }

  private Next live(Json frame, long seq) {
    if (seq > position + 1) {
      missed++;
      return Next.RESUME;
    }
    if (seq <= position) {
      doubled += seq == position ? 1 : 0;
      outOfOrder += seq < position ? 1 : 0;
    } else {
      position = seq;
    }
    return shown(frame);
  }

  private Next shown(Json frame) {
    replica.apply(frame);
    return Next.LISTEN;
  }

  private Next resumed(Json frame) {
    last = frame.number("data.last_seq");
    if (!frame.flag("data.complete")) {
      return Next.PAGE;
    }
    return arrived();
  }

  /** A page of changes after its position was read over REST; what is newer comes live as well. */
  Next page(Iterable<Json> changes) {
    for (Json message : changes) {
      replica.put(message);
      position = Math.min(last, message.number("changed_seq"));
    }
    return position < last ? Next.PAGE : arrived();
  }

  private Next arrived() {
    position = Math.max(position, last);
    resuming = false;
    return Next.LISTEN;
  }

  long position() {
    return position;
  }

  boolean isResuming() {
    return resuming;
  }

  Replica replica() {
    return replica;
  }

  int doubled() {
    return doubled;
  }

  int outOfOrder() {
    return outOfOrder;
  }

  int missed() {
    return missed;
  }
}
