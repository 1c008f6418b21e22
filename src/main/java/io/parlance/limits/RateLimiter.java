package io.parlance.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How often a person, or an address before anybody is known there, may do something. */
@ApplicationScoped
public class RateLimiter {

  /** What is counted. */
  public enum Kind {
    FRAMES(Limit.FRAMES_PER_SECOND, Limit.FRAMES_BURST, Duration.ofSeconds(1)),
    SUBSCRIPTIONS(Limit.SUBSCRIPTIONS_PER_SECOND, Limit.SUBSCRIPTIONS_BURST, Duration.ofSeconds(1)),
    MESSAGES(Limit.MESSAGES_PER_SECOND, Limit.MESSAGES_BURST, Duration.ofSeconds(1)),
    REQUESTS(Limit.REQUESTS_PER_SECOND, Limit.REQUESTS_BURST, Duration.ofSeconds(1)),
    ATTEMPTS(Limit.ATTEMPTS_PER_MINUTE, Limit.ATTEMPTS_PER_MINUTE, Duration.ofMinutes(1));

    private final Limit rate;
    private final Limit burst;
    private final Duration period;

    Kind(Limit rate, Limit burst, Duration period) {
      this.rate = rate;
      this.burst = burst;
      this.period = period;
    }
  }

  private static final int MOST = 200_000;

  @Inject private Limits limits;

  // Written by whoever is counted; bounded, and whoever is quiet for 10 minutes starts afresh.
  private final Map<Kind, Cache<Object, Bucket>> buckets = new EnumMap<>(Kind.class);

  @PostConstruct
  void open() {
    for (Kind kind : Kind.values()) {
      buckets.put(
          kind,
          Caffeine.newBuilder()
              .maximumSize(MOST)
              .expireAfterAccess(Duration.ofMinutes(10))
              .build());
    }
  }

  /**
   * Counts one.
   *
   * @param who a user's id or an address
   * @throws Refused {@code rate_limited}, with the milliseconds until the next may pass
   */
  public void take(Object who, Kind kind) {
    Bucket bucket = buckets.get(kind).get(who, key -> bucket(kind));
    if (bucket.tryConsume(1)) {
      return;
    }
    long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    throw Refused.later(
        ErrorCode.RATE_LIMITED, "too many of these; wait a little", nanos / 1_000_000);
  }

  /** Whether the next one would be refused; counts nothing. */
  public boolean isSpent(Object who, Kind kind) {
    Bucket bucket = buckets.get(kind).getIfPresent(who);
    return bucket != null && bucket.getAvailableTokens() < 1;
  }

  /** Counts one that has happened, refused or not. */
  public void count(Object who, Kind kind) {
    buckets.get(kind).get(who, key -> bucket(kind)).tryConsume(1);
  }

  private Bucket bucket(Kind kind) {
    int rate = limits.value(kind.rate);
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(limits.value(kind.burst))
                .refillGreedy(rate, kind.period)
                .build())
        .build();
  }
}
