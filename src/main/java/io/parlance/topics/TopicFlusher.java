package io.parlance.topics;

import io.parlance.hub.Departures;
import io.parlance.protocol.Refused;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one who sends for a topic, at most one at a time. Guarded by the topic's monitor. */
final class TopicFlusher {
  private static final Logger LOG = Logger.getLogger(TopicFlusher.class.getName());

  private final Executor flushers;
  private boolean busy;

  TopicFlusher(Executor flushers) {
    this.flushers = flushers;
  }

  boolean isBusy() {
    return busy;
  }

  /**
   * Sends soon, until it is {@link #over}. Where no thread is to be had nobody sends, and nothing
   * is thrown: what was published has its offset, and is not to be published again.
   *
   * @param sent called when all of it is on its way, whatever went wrong with it
   */
  void start(Consumer<Departures> send, Runnable sent) {
    busy = true;
    try {
      flushers.execute(() -> flush(send, sent));
    } catch (Refused ended) {
      busy = false;
      LOG.log(Level.FINEST, "The server ends, and its topics with it", ended);
    } catch (RuntimeException | Error e) {
      busy = false;
      LOG.log(Level.SEVERE, "Nobody sends for a topic; the sweep tries again", e);
    }
  }

  void over() {
    busy = false;
  }

  /** Without its end the topic would be mute for good. */
  private static void flush(Consumer<Departures> send, Runnable sent) {
    Departures departures = null;
    try {
      departures = new Departures();
      send.accept(departures);
    } finally {
      if (departures == null) {
        sent.run();
      } else {
        departures.go(sent);
      }
    }
  }
}
