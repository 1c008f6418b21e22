package io.parlance.protocol;

import java.util.List;

/**
 * A command was understood and not carried out. Thrown below the doors, translated by them.
 *
 * <p>It carries no stack trace: a refusal is an answer, not a fault.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with one field of a body. */
  public record Violation(String field, String message) {}

  private final ErrorCode code;
  private final long retryAfterMillis;
  private final transient List<Violation> violations;

  /** Refuses with a sentence for a person. */
  public Refused(ErrorCode code, String detail) {
    this(code, detail, code.mayRetry() ? 1000 : 0, List.of());
  }

  private Refused(
      ErrorCode code, String detail, long retryAfterMillis, List<Violation> violations) {
    super(detail, null, false, false);
    this.code = code;
    this.retryAfterMillis = retryAfterMillis;
    this.violations = violations;
  }

  /** Refuses for now: the same may be sent again after that many milliseconds. */
  public static Refused later(ErrorCode code, String detail, long retryAfterMillis) {
    return new Refused(code, detail, Math.max(1, retryAfterMillis), List.of());
  }

  /** Refuses a body for the fields that are wrong with it. */
  public static Refused invalid(List<Violation> violations) {
    String detail =
        violations.stream()
            .map(v -> v.field() + " " + v.message())
            .reduce((a, b) -> a + "; " + b)
            .orElse("invalid");
    return new Refused(ErrorCode.INVALID_MESSAGE, detail, 0, List.copyOf(violations));
  }

  /** Refuses for one field, with a code of its own. */
  public static Refused invalid(ErrorCode code, String field, String message) {
    List<Violation> violations = List.of(new Violation(field, message));
    return new Refused(code, field + " " + message, 0, violations);
  }

  /** Refuses for one field. */
  public static Refused invalid(String field, String message) {
    return invalid(ErrorCode.INVALID_MESSAGE, field, message);
  }

  /** What a caller may not see does not exist for that caller: the same words for both. */
  public static Refused notFound() {
    return new Refused(ErrorCode.NOT_FOUND, "not found");
  }

  /** The caller sees it, but may not do that with it. */
  public static Refused denied(String detail) {
    return new Refused(ErrorCode.ACCESS_DENIED, detail);
  }

  public ErrorCode code() {
    return code;
  }

  /** Milliseconds until a retry makes sense; 0 where it makes none. */
  public long retryAfterMillis() {
    return retryAfterMillis;
  }

  public List<Violation> violations() {
    return violations == null ? List.of() : violations;
  }
}
