package io.parlance.testkit;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test, run or process uses, so that tests may share one server. */
public final class Unique {
  private static final String RUN = UUID.randomUUID().toString().substring(0, 6);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Unique() {}

  /**
   * Letters and digits only, the given ones first: good as a username. The rest is always as long,
   * so that a name with something behind it is never another one.
   */
  public static String text(String prefix) {
    return prefix + RUN + String.format(Locale.ROOT, "%06d", NEXT.incrementAndGet());
  }
}
