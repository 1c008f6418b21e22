package io.parlance.hub;

/** Up to which change of a conversation's members those who listen were seen to be members. */
public final class SeenMembers {
  /** -1 while nobody was. */
  private long changes = -1;

  public synchronized long changes() {
    return changes;
  }

  /** Somebody was seen to be a member when so many changes had been made. */
  public synchronized void one(long madeThen) {
    changes = changes < 0 ? madeThen : Math.min(changes, madeThen);
  }

  /** All were looked at after so many changes. */
  public synchronized void all(long madeThen) {
    changes = madeThen;
  }
}
