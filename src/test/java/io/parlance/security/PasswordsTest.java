package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  @Test
  void rightOneMatchesAndWrongOnesDoNot() {
    String kept = Passwords.hash("correct horse, 馬 🐎");
    assertThat(kept).startsWith("pbkdf2-sha512$210000$").doesNotContain("horse");
    assertThat(Passwords.matches("correct horse, 馬 🐎", kept)).isTrue();
    assertThat(Passwords.matches("correct horse, 馬", kept)).isFalse();
    assertThat(Passwords.matches("", kept)).isFalse();
  }

  @Test
  void samePasswordIsKeptDifferentlyEachTime() {
    assertThat(Passwords.hash("demo")).isNotEqualTo(Passwords.hash("demo"));
  }

  @Test
  void nobodysPasswordTakesAsLong() {
    String kept = Passwords.hash("demo");
    Passwords.matches("warm up", null);
    long known = nanos(() -> Passwords.matches("wrong", kept));
    long unknown = nanos(() -> Passwords.matches("wrong", null));
    assertThat((double) unknown / known).isBetween(0.2, 5.0);
    assertThat(Passwords.matches("nobody has this one", null)).isFalse();
  }

  private static long nanos(Runnable work) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long began = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - began);
    }
    return best;
  }

  @Test
  void guessingIsSlowedDownByNameAndAddress() {
    Attempts attempts = new Attempts(3, 5);
    for (int i = 0; i < 3; i++) {
      attempts.take("alice", "10.0.0.1");
    }
    assertThatThrownBy(() -> attempts.take("alice", "10.0.0.1"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(refused.retryAfterMillis()).isBetween(1L, 60_000L);
            });
    attempts.take("alice", "10.0.0.2");
    attempts.take("bob", "10.0.0.1");
    assertThatThrownBy(() -> attempts.take("carol", "10.0.0.1")).isInstanceOf(Refused.class);
  }

  @Test
  void rightPasswordsAreNotCounted() {
    Attempts attempts = new Attempts(3, 5);
    for (int i = 0; i < 50; i++) {
      attempts.take("alice", "10.0.0.1");
      attempts.giveBack("alice", "10.0.0.1");
    }
    attempts.take("alice", "10.0.0.1");
  }
}
