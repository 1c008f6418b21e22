package io.parlance.hub;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Event;
import io.parlance.storage.Threads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds the dead, the stuck and the expired. Neither server does: both leave a silent socket open
 * for ever, and neither ends a send to a client that does not read.
 */
@ApplicationScoped
public class Heartbeat {
  /** So long before its token ends a client is told. */
  private static final long WARN_SECONDS = 60;

  @Inject private Hub hub;
  @Inject private Threads threads;
  @Inject private Limits limits;
  @Inject private Clock clock;

  @PostConstruct
  void open() {
    threads.every(Duration.ofSeconds(2), this::pings);
    threads.every(Duration.ofSeconds(1), this::ends);
  }

  private void pings() {
    long stuck = limits.value(Limit.SEND_SECONDS) * 1000L;
    long quiet = limits.value(Limit.PING_SECONDS) * 1000L;
    long dead = limits.value(Limit.DEAD_SECONDS) * 1000L;
    for (Connection connection : hub.connections()) {
      long silent = connection.silentMillis();
      if (silent >= dead || connection.sendingMillis() > stuck) {
        connection.close(CloseReason.TRY_AGAIN_LATER);
        hub.unregister(connection);
      } else if (silent >= quiet) {
        connection.ping();
      }
    }
  }

  private void ends() {
    Instant now = clock.instant();
    Instant soon = now.plusSeconds(WARN_SECONDS);
    for (Connection connection : hub.connections()) {
      Instant end = connection.caller().expiresAt();
      if (!end.isAfter(now)) {
        hub.turnAway(connection);
      } else if (end.isBefore(soon) && connection.warnOnce()) {
        connection.send(new Event.TokenExpiring(end));
      }
    }
  }
}
