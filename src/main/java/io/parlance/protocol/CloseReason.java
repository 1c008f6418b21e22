package io.parlance.protocol;

/** Why the server closes a socket: protocol.md, section 2, the table of close codes. */
public enum CloseReason {
  TOPICS_UNAUTHORIZED(4001, "unauthorized"),
  CHANNEL_ACCESS_DENIED(4001, "channel access denied"),
  AUTHENTICATION_FAILED(4002, "authentication failed"),
  UNSUPPORTED(1003, "binary frames are not supported"),
  POLICY(1008, "flooding"),
  TOO_LARGE(1009, "frame larger than the limit"),
  INTERNAL(1011, "internal error"),
  RESTARTING(1012, "server restarting"),
  TRY_AGAIN_LATER(1013, "try again later");

  private final int code;
  private final String phrase;

  CloseReason(int code, String phrase) {
    this.code = code;
    this.phrase = phrase;
  }

  /** The close code of RFC 6455, section 7.4, or of the application's own range. */
  public int code() {
    return code;
  }

  /** The reason phrase that goes with the code; it tells nothing about a cause. */
  public String phrase() {
    return phrase;
  }
}
