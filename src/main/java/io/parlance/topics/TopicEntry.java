package io.parlance.topics;

/** What became of an attempt to let a socket hear what is new in a topic. */
enum TopicEntry {
  /** It hears. */
  LIVE,
  /** What it missed is not in memory: it must read, and come again. */
  MUST_READ,
  /** What it missed is not there any more. */
  LOST
}
