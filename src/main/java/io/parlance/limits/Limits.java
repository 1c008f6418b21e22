package io.parlance.limits;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** The limits in force: the defaults, and what the configuration says instead. Read once. */
@ApplicationScoped
public class Limits {
  private final Map<Limit, Integer> values = new EnumMap<>(Limit.class);

  public Limits() {
    this(limit -> ConfigProvider.getConfig().getOptionalValue(limit.key(), Integer.class));
  }

  /** As configured: what is empty is as by default. */
  public Limits(Function<Limit, Optional<Integer>> configured) {
    for (Limit limit : Limit.values()) {
      int value = configured.apply(limit).orElse(limit.byDefault());
      if (value < 1 || value > limit.most()) {
        throw new IllegalArgumentException(
            limit.key() + " must be 1 to " + limit.most() + ", and is " + value);
      }
      values.put(limit, value);
    }
    checkPings();
  }

  /** Or everybody who is silent is closed before they are asked whether they are there. */
  private void checkPings() {
    int ping = values.get(Limit.PING_SECONDS);
    int dead = values.get(Limit.DEAD_SECONDS);
    if (ping >= dead) {
      throw new IllegalArgumentException(
          "%s must be smaller than %s, and is %d where that is %d"
              .formatted(Limit.PING_SECONDS.key(), Limit.DEAD_SECONDS.key(), ping, dead));
    }
  }

  public int value(Limit limit) {
    return values.get(limit);
  }

  /** What a client is told in {@code connected}. */
  public Map<String, Long> told() {
    Map<String, Long> told = new TreeMap<>();
    values.forEach((limit, value) -> told.put(limit.wireName(), value.longValue()));
    return told;
  }
}
