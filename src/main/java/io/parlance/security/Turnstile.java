package io.parlance.security;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few at once do what is slow, and a few more wait for it, for a while: whoever else comes
 * is sent away, so that it never holds all of a server's threads for requests.
 */
public final class Turnstile {
  private static final int RETRY_MILLIS = 1000;

  private final Semaphore places;
  private final int line;
  private final long patienceMillis;
  private final String refusal;

  /**
   * One that is open.
   *
   * @param places how many are let through at once
   * @param line how many may wait, or about as many
   * @param patience for how long, at most
   * @param refusal what who is sent away is told
   */
  public Turnstile(int places, int line, Duration patience, String refusal) {
    this.places = new Semaphore(places, true);
    this.line = line;
    this.patienceMillis = patience.toMillis();
    this.refusal = refusal;
  }

  /**
   * Does that on the thread that is running, once there is a place for it.
   *
   * @throws Refused {@code unavailable} where there is none, or whatever the work itself throws
   */
  public <T> T through(Supplier<T> work) {
    if (!enters()) {
      throw Refused.later(ErrorCode.UNAVAILABLE, refusal, RETRY_MILLIS);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private boolean enters() {
    try {
      // the place first: with a length of zero nobody waits, but whoever finds one goes in
      return places.tryAcquire(0, TimeUnit.MILLISECONDS)
          || (places.getQueueLength() < line
              && places.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How many wait, or about as many. */
  int waiting() {
    return places.getQueueLength();
  }
}
