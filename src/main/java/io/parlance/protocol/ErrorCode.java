package io.parlance.protocol;

import java.util.Locale;

/**
 * Every reason for a refusal that a client is told: protocol.md, sections 3 and 5.
 *
 * <p>The wire name is the constant in lower case. The last flag says whether the same command may
 * succeed when it is sent again later.
 */
public enum ErrorCode {
  INVALID_JSON(400, false),
  INVALID_MESSAGE(422, false),
  UNKNOWN_TYPE(422, false),
  CONTENT_TOO_LONG(422, false),
  CONTENT_EMPTY(422, false),
  UNAUTHORIZED(401, false),
  ACCESS_DENIED(403, false),
  READ_ONLY(403, false),
  NOT_FOUND(404, false),
  METHOD_NOT_ALLOWED(405, false),
  NOT_ACCEPTABLE(406, false),
  CONFLICT(409, false),
  TOO_LARGE(413, false),
  UNSUPPORTED_MEDIA_TYPE(415, false),
  RATE_LIMITED(429, true),
  INTERNAL_ERROR(500, true),
  UNAVAILABLE(503, true);

  private final int status;
  private final boolean retry;

  ErrorCode(int status, boolean retry) {
    this.status = status;
    this.retry = retry;
  }

  /** The name on the wire, as in {@code content_too_long}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The HTTP status with which REST tells it. */
  public int status() {
    return status;
  }

  /** Whether the client may send the same again after {@code retry_after_ms}. */
  public boolean mayRetry() {
    return retry;
  }
}
