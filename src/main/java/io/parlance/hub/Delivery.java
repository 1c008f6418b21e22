package io.parlance.hub;

import java.util.List;

/** One batch of changes on its way: encoded once for all who get all of it. */
final class Delivery {
  private final List<Announcement> batch;
  private final Bundle whole;
  private final boolean personal;

  /** The first that everybody is told. */
  private final long first;

  Delivery(List<Announcement> batch) {
    this.batch = batch;
    List<String> told =
        batch.stream().filter(Announcement::isToAll).map(Announcement::text).toList();
    this.whole = told.isEmpty() ? null : Bundle.of(told);
    this.first =
        batch.stream()
            .filter(Announcement::isToAll)
            .mapToLong(Announcement::seq)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    this.personal = batch.stream().anyMatch(a -> a.asker() != null);
  }

  void to(Subscription[] receivers, Departures departures) {
    for (Subscription receiver : receivers) {
      add(receiver, departures);
    }
  }

  private void add(Subscription receiver, Departures departures) {
    Connection connection = receiver.connection();
    if (receiver.after() >= first || (personal && asks(connection))) {
      for (Announcement announcement : batch) {
        if (announcement.answers(connection)
            || (announcement.isToAll() && announcement.seq() > receiver.after())) {
          departures.add(connection, Bundle.of(announcement.textFor(connection), false));
        }
      }
    } else if (whole != null) {
      departures.add(connection, whole);
    }
  }

  private boolean asks(Connection connection) {
    return batch.stream().anyMatch(a -> a.asker() == connection);
  }
}
