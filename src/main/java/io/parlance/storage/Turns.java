package io.parlance.storage;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** At most so much of one person at once: what comes beyond it begins when something is over. */
final class Turns {
  private final int atOnce;

  // Guarded by this monitor; a line for whoever has something under way, and bounded by the rate.
  private final Map<Long, Line> lines = new HashMap<>();

  Turns(int atOnce) {
    this.atOnce = atOnce;
  }

  private static final class Line {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(2);
    private int begun;
  }

  /** Begins it when it is its turn; {@link #over} is due for it then, and may be called at once. */
  void take(long person, Runnable begin) {
    synchronized (this) {
      Line line = lines.computeIfAbsent(person, key -> new Line());
      if (line.begun == atOnce) {
        line.waiting.add(begin);
        return;
      }
      line.begun++;
    }
    begin.run();
  }

  /** Something of that person is over; the next begins. */
  void over(long person) {
    Runnable next;
    synchronized (this) {
      Line line = lines.get(person);
      next = line.waiting.poll();
      if (next == null && --line.begun == 0) {
        lines.remove(person);
      }
    }
    if (next != null) {
      next.run();
    }
  }

  /** How many people have something under way. */
  synchronized int people() {
    return lines.size();
  }
}
