package io.parlance.presence;

import io.parlance.delivery.FanOut;
import io.parlance.protocol.Event;
import io.parlance.security.Caller;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Who is writing just now: told, never stored. It ends by itself. */
@ApplicationScoped
public class Typing {
  /** After that many milliseconds without another word of it, typing has ended. */
  static final long ENDS_AFTER_MILLIS = 6_000;

  /** That long no beginning is told again, whether it has ended meanwhile or not. */
  static final long QUIET_MILLIS = 2_000;

  private static final int MOST = 100_000;

  private FanOut fanOut;
  private Threads threads;

  /** What has passed, whatever becomes of the clock; tests without a container have their own. */
  LongSupplier nanos = System::nanoTime;

  private record Place(long conversationId, long userId) {}

  /**
   * One person in one conversation.
   *
   * @param toldAt when the others were told of a beginning, in milliseconds
   * @param saidAt when the person last said to be typing; of no meaning once it has ended
   * @param types whether the person types
   * @param told whether the others believe so: not yet, where it began again too soon
   */
  private record Writing(Caller caller, long toldAt, long saidAt, boolean types, boolean told) {
    boolean isQuiet(long now) {
      return now - toldAt < QUIET_MILLIS;
    }
  }

  // Written by typing commands, emptied by the tick; bounded by MOST.
  private final Map<Place, Writing> writing = new ConcurrentHashMap<>();

  @Inject
  void uses(FanOut fanOut, Threads threads) {
    this.fanOut = fanOut;
    this.threads = threads;
  }

  @PostConstruct
  void open() {
    threads.every(Duration.ofMillis(500), this::tick);
  }

  /** A member of the conversation types, or stops. */
  public void typing(Caller caller, long conversationId, boolean isTyping) {
    if (!isTyping) {
      stopped(caller, conversationId);
      return;
    }
    Place place = new Place(conversationId, caller.userId());
    long now = now();
    Writing before = writing.get(place);
    if (before != null && before.isQuiet(now)) {
      writing.put(place, new Writing(caller, before.toldAt(), now, true, before.told()));
    } else if (before != null || writing.size() < MOST) {
      writing.put(place, new Writing(caller, now, now, true, true));
      tell(place, caller, true);
    }
  }

  /** Somebody has stopped, or has sent what was typed. */
  public void stopped(Caller caller, long conversationId) {
    Place place = new Place(conversationId, caller.userId());
    Writing before = writing.get(place);
    while (before != null && !end(place, before)) {
      before = writing.get(place);
    }
  }

  /** It is told at once; the entry stays as long as it keeps the next beginning quiet. */
  private boolean end(Place place, Writing before) {
    Writing ended = new Writing(before.caller(), before.toldAt(), before.saidAt(), false, false);
    boolean isEnded = writing.replace(place, before, ended);
    if (isEnded && before.told()) {
      tell(place, before.caller(), false);
    }
    return isEnded;
  }

  void tick() {
    long now = now();
    writing.forEach(
        (place, it) -> {
          if (it.types() && now - it.saidAt() >= ENDS_AFTER_MILLIS) {
            end(place, it);
          } else if (!it.types() && !it.isQuiet(now)) {
            writing.remove(place, it);
          } else if (it.types() && !it.told() && !it.isQuiet(now)) {
            Writing begun = new Writing(it.caller(), now, it.saidAt(), true, true);
            if (writing.replace(place, it, begun)) {
              tell(place, it.caller(), true);
            }
          }
        });
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  private void tell(Place place, Caller caller, boolean isTyping) {
    fanOut.tellOthers(
        place.conversationId(),
        new Event.UserTyping(place.conversationId(), caller.userId(), caller.username(), isTyping),
        caller.userId());
  }
}
