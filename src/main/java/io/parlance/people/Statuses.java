package io.parlance.people;

/** Who is there: the presence room, which is above this one, tells it. */
public interface Statuses {
  /** online, away, busy or offline. */
  String status(long userId);
}
