package io.parlance.storage;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one clock; tests without a container give their own. */
@Dependent
public class Clocks {
  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
