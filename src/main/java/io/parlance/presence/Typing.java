package io.parlance.presence;

import io.parlance.delivery.FanOut;
import io.parlance.protocol.Event;
import io.parlance.security.Caller;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is writing just now: told, never stored. It ends by itself. */
@ApplicationScoped
public class Typing {
  /** After that many milliseconds without another word of it, typing has ended. */
  static final long ENDS_AFTER_MILLIS = 6_000;

  /** That long the same is not told again. */
  static final long QUIET_MILLIS = 2_000;

  private static final int MOST = 100_000;

  @Inject private FanOut fanOut;
  @Inject private Threads threads;
  @Inject private Clock clock;

  private record Place(long conversationId, long userId) {}

  private record Writing(Caller caller, long toldAt, long saidAt) {}

  // Written by typing commands, emptied by the tick; bounded by MOST.
  private final Map<Place, Writing> writing = new ConcurrentHashMap<>();

  @PostConstruct
  void open() {
    threads.every(Duration.ofMillis(500), this::end);
  }

  /** A member of the conversation types, or stops. */
  public void typing(Caller caller, long conversationId, boolean isTyping) {
    Place place = new Place(conversationId, caller.userId());
    if (!isTyping) {
      stopped(caller, conversationId);
      return;
    }
    long now = clock.millis();
    Writing before = writing.get(place);
    if (before != null && now - before.toldAt() < QUIET_MILLIS) {
      writing.put(place, new Writing(caller, before.toldAt(), now));
    } else if (before != null || writing.size() < MOST) {
      writing.put(place, new Writing(caller, now, now));
      tell(place, caller, true);
    }
  }

  /** Somebody has stopped, or has sent what was typed. */
  public void stopped(Caller caller, long conversationId) {
    Place place = new Place(conversationId, caller.userId());
    if (writing.remove(place) != null) {
      tell(place, caller, false);
    }
  }

  private void end() {
    long now = clock.millis();
    writing.forEach(
        (place, it) -> {
          if (now - it.saidAt() >= ENDS_AFTER_MILLIS && writing.remove(place, it)) {
            tell(place, it.caller(), false);
          }
        });
  }

  private void tell(Place place, Caller caller, boolean isTyping) {
    fanOut.tellOthers(
        place.conversationId(),
        new Event.UserTyping(place.conversationId(), caller.userId(), caller.username(), isTyping),
        caller.userId());
  }
}
