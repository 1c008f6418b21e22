package io.parlance.protocol;

/**
 * Why the server closes a socket: protocol.md, section 2, the table of close codes.
 *
 * <p>The last flag says whether a client should come back by itself.
 */
public enum CloseReason {
  TOPICS_UNAUTHORIZED(4001, "unauthorized", false),
  CHANNEL_ACCESS_DENIED(4001, "channel access denied", false),
  AUTHENTICATION_FAILED(4002, "authentication failed", false),
  UNSUPPORTED(1003, "binary frames are not supported", false),
  POLICY(1008, "flooding", false),
  TOO_LARGE(1009, "frame larger than the limit", true),
  INTERNAL(1011, "internal error", true),
  RESTARTING(1012, "server restarting", true),
  TRY_AGAIN_LATER(1013, "try again later", true);

  private final int code;
  private final String phrase;
  private final boolean reconnect;

  CloseReason(int code, String phrase, boolean reconnect) {
    this.code = code;
    this.phrase = phrase;
    this.reconnect = reconnect;
  }

  /** The close code of RFC 6455, section 7.4, or of the application's own range. */
  public int code() {
    return code;
  }

  /** The reason phrase that goes with the code; it tells nothing about a cause. */
  public String phrase() {
    return phrase;
  }

  /** Whether a client should reconnect (with jitter) without doing anything else first. */
  public boolean mayReconnect() {
    return reconnect;
  }
}
