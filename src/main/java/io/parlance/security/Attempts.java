package io.parlance.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Slows down who guesses passwords: by name and address together, so that nobody can lock somebody
 * else out, and by address. Only wrong ones count.
 */
final class Attempts {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST = 50_000;

  /** Written by signing in; the least used go first. */
  private final LoadingCache<String, Bucket> byNameAndAddress;

  private final LoadingCache<String, Bucket> byAddress;

  Attempts(int perName, int perAddress) {
    byNameAndAddress = buckets(perName);
    byAddress = buckets(perAddress);
  }

  private static LoadingCache<String, Bucket> buckets(int capacity) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfterAccess(PERIOD.multipliedBy(2))
        .build(
            key ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, PERIOD))
                    .build());
  }

  /** Takes one attempt, before the password is looked at; or refuses with the time to wait. */
  void take(String name, String address) {
    takeOne(byAddress.get(address));
    takeOne(byNameAndAddress.get(key(name, address)));
  }

  /** Gives it back: the password was right, or nobody has looked at it. */
  void giveBack(String name, String address) {
    byAddress.get(address).addTokens(1);
    byNameAndAddress.get(key(name, address)).addTokens(1);
  }

  private static String key(String name, String address) {
    return address + ' ' + name;
  }

  private static void takeOne(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1;
      throw Refused.later(ErrorCode.RATE_LIMITED, "too many attempts; wait a little", millis);
    }
  }
}
