package io.parlance.storage;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * The one clock; tests without a container give their own. It counts milliseconds, as everything
 * does that is told or stored.
 */
@Dependent
public class Clocks {
  @Produces
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
