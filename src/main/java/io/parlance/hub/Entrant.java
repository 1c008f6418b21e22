package io.parlance.hub;

import java.util.List;

/**
 * What one socket is owed before what is pending.
 *
 * @param late the changes that were held for it
 * @param seq the place of its answer among them
 * @param answer the frame that ends its reading, or answers its command; null for none
 */
record Entrant(Connection connection, List<Announcement> late, long seq, String answer) {
  /** One who no longer listens and is still answered. */
  static Entrant answered(Announcement owed) {
    return new Entrant(owed.asker(), List.of(), owed.seq(), owed.answer());
  }

  void send() {
    late.stream().filter(a -> a.seq() <= seq).forEach(this::send);
    if (answer != null) {
      connection.send(answer);
    }
    late.stream().filter(a -> a.seq() > seq).forEach(this::send);
  }

  private void send(Announcement announcement) {
    connection.send(announcement.textFor(connection));
  }
}
