package io.parlance.limits;

import java.util.Locale;

/**
 * Every bound of the server, with its default. An administrator sets one as {@code
 * parlance.limits.<name>}, the name in lower case with hyphens.
 */
public enum Limit {
  /** Bytes of one frame, in UTF-8, and of one REST body: protocol.md, section 2, 1009. */
  FRAME_BYTES(65_536, 65_536),
  /** Characters (code points) of one message; the column has room for 8,192 UTF-16 units. */
  CONTENT_CHARACTERS(4_096, 4_096),
  /** Frames a second that one person may send, over all sockets, for long. */
  FRAMES_PER_SECOND(100),
  /** Frames that one person may send at once, before the rate counts. */
  FRAMES_BURST(1_000),
  /** Topics a second that one person may subscribe to or leave, for long. */
  SUBSCRIPTIONS_PER_SECOND(1_000),
  /** Topics that one person may subscribe to or leave at once: a browser that comes back. */
  SUBSCRIPTIONS_BURST(10_000),
  /** Messages a second that one person may send, for long. */
  MESSAGES_PER_SECOND(50),
  /** Messages that one person may send at once, before the rate counts. */
  MESSAGES_BURST(500),
  /** By how many frames the refused ones may outnumber the good before the socket is closed. */
  FLOOD_FRAMES(500),
  /** REST requests a second of one person, for long. */
  REQUESTS_PER_SECOND(100),
  /** REST requests that one person may send at once. */
  REQUESTS_BURST(1_000),
  /** Bad tokens a minute from one address, before it is asked to come later. */
  ATTEMPTS_PER_MINUTE(600),
  /** Sockets of one person. */
  CONNECTIONS_PER_USER(50),
  /** Sockets from one address. */
  CONNECTIONS_PER_ADDRESS(20_000),
  /** Sockets of the whole server. */
  CONNECTIONS(50_000),
  /** Seconds that a socket has to say who it is. */
  AUTHENTICATION_SECONDS(5),
  /** Frames that may wait for one socket that reads slowly. */
  QUEUE_FRAMES(2_000),
  /** Characters that may wait for one socket that reads slowly. */
  QUEUE_CHARACTERS(1_048_576),
  /** Seconds that one send may take before its socket is given up. */
  SEND_SECONDS(30),
  /** Seconds of silence after which a socket is pinged. */
  PING_SECONDS(20),
  /** Seconds of silence, pings and all, after which a socket is dead; more than before a ping. */
  DEAD_SECONDS(50),
  /** Commands that may wait in one lane. */
  LANE_QUEUE(4_096),
  /** Work on the database that may wait for a thread, lanes excepted. */
  WORK_QUEUE(4_096),
  /** Missed changes that a socket is sent by {@code resume}; beyond it, it pages with REST. */
  RESUME_CHANGES(500),
  /** People in one group or channel. */
  PARTICIPANTS(10_000),
  /** Topics that one socket may subscribe to. */
  SUBSCRIPTIONS_PER_CONNECTION(1_000),
  /** Long polls that may wait at once. */
  LONG_POLLS(2_000),
  /** Long polls of one person that may wait at once; beyond it they are answered at once. */
  LONG_POLLS_PER_USER(20);

  private final int byDefault;
  private final int most;

  Limit(int byDefault) {
    this(byDefault, Integer.MAX_VALUE);
  }

  Limit(int byDefault, int most) {
    this.byDefault = byDefault;
    this.most = most;
  }

  /** What it can be at most, whatever is configured. */
  int most() {
    return most;
  }

  public int byDefault() {
    return byDefault;
  }

  /** The configuration key: {@code parlance.limits.content-characters}. */
  public String key() {
    return "parlance.limits." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name on the wire: {@code content_characters}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
