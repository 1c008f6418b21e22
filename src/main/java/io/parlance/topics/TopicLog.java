package io.parlance.topics;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is published durably. Each method is one transaction; when it returns, what it did is
 * committed.
 *
 * <p>The lock of a topic's row is held from giving an offset to the commit, so offsets have no gap,
 * and they become visible in their order, whichever node gives them.
 */
@ApplicationScoped
public class TopicLog {
  private static final Logger LOG = Logger.getLogger(TopicLog.class.getName());

  /** As long as sending a message is safe to repeat. */
  private static final Duration ANSWERS_KEPT = Duration.ofDays(7);

  @Inject private Jdbc jdbc;
  @Inject private TopicFamilies families;
  @Inject private Clock clock;

  /**
   * Part of a topic.
   *
   * @param head where the topic stood when this was read
   */
  record Read(long head, List<TopicTold> events) {
    /** Whether the events are all that come after that offset, up to the head. */
    boolean isWhole(long after) {
      return follows(after) && events.size() == head - after;
    }

    /** Whether nothing is missing between that offset and the first of the events. */
    boolean follows(long after) {
      return events.isEmpty() ? after == head : events.get(0).offset() == after + 1;
    }
  }

  /**
   * What became of a publication.
   *
   * @param told the events in their places; empty for one that was published before
   */
  record Stored(long first, List<TopicTold> told, Refused refused) {}

  /** What the outbox had for one topic; {@code told} where it is durable, else {@code events}. */
  record Moved(String topic, TopicFamily family, List<TopicTold> told, List<TopicEvent> events) {}

  /** The epoch of this database's topics, made by whoever asks first. */
  @Transactional(TxType.REQUIRES_NEW)
  public String epoch() {
    return jdbc.call(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("select epoch from topic_epochs where id = 1");
              ResultSet row = select.executeQuery()) {
            if (row.next()) {
              return row.getString(1);
            }
          }
          String made = UUID.randomUUID().toString().substring(0, 8);
          try (PreparedStatement insert =
              connection.prepareStatement("insert into topic_epochs (id, epoch) values (1, ?)")) {
            insert.setString(1, made);
            insert.executeUpdate();
          }
          return made;
        });
  }

  /** Publishes, in order. A failure is that of all of them: nothing is stored then. */
  @Transactional(TxType.REQUIRES_NEW)
  public List<Stored> append(List<Publication> publications, String epoch) {
    return jdbc.call(
        connection -> {
          Append append = new Append(connection, epoch);
          append.lock(publications);
          List<Stored> stored = new ArrayList<>();
          for (Publication publication : publications) {
            stored.add(append.store(publication));
          }
          append.close();
          return stored;
        });
  }

  /**
   * Publishes what committed transactions have put into the outbox. One node at a time does, so
   * that what comes first goes out first.
   *
   * @return what went out, by topic; null while another node is at it
   */
  @Transactional(TxType.REQUIRES_NEW)
  public List<Moved> relay(int most, String epoch) {
    return jdbc.call(
        connection -> {
          TopicOutbox outbox = new TopicOutbox(connection);
          if (outbox.isEmpty()) {
            return List.of();
          }
          return isOurTurn(connection) ? move(connection, outbox, most, epoch) : null;
        });
  }

  private static boolean isOurTurn(Connection connection) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement(
                "select epoch from topic_epochs where id = 1 for update skip locked");
        ResultSet row = lock.executeQuery()) {
      return row.next();
    }
  }

  private List<Moved> move(Connection connection, TopicOutbox outbox, int most, String epoch)
      throws SQLException {
    Instant now = now();
    Map<String, Publication> publications = new TreeMap<>();
    List<Long> done = new ArrayList<>();
    for (TopicOutbox.Row row : outbox.oldest(most)) {
      try {
        TopicFamily family = families.of(row.topic()).orElseThrow(Refused::notFound);
        TopicEvent event = row.read(now);
        publications
            .computeIfAbsent(row.topic(), t -> new Publication(t, family, new ArrayList<>(), null))
            .events()
            .add(event);
        done.add(row.id());
      } catch (Refused refused) {
        LOG.log(
            Level.WARNING,
            "Row {0} of topic_outbox cannot be published: {1}",
            new Object[] {String.valueOf(row.id()), refused.getMessage()});
        outbox.refuse(row, refused);
      }
    }
    List<Publication> durable =
        publications.values().stream().filter(p -> p.family().durable()).toList();
    Append append = new Append(connection, epoch);
    append.lock(durable);
    List<Moved> moved = new ArrayList<>();
    for (Publication publication : publications.values()) {
      boolean isDurable = publication.family().durable();
      moved.add(
          new Moved(
              publication.topic(),
              publication.family(),
              isDurable ? append.store(publication).told() : List.of(),
              isDurable ? List.of() : publication.events()));
    }
    append.close();
    outbox.delete(done);
    return moved;
  }

  /** One transaction's new events. */
  private final class Append {
    private final TopicTable table;
    private final String epoch;
    private final Instant now = now();
    private final Map<String, TopicFamily> topics = new TreeMap<>();
    private final Map<String, Long> before = new TreeMap<>();
    private final List<TopicTable.Placed> placed = new ArrayList<>();
    private Map<String, TopicTable.Row> rows = Map.of();

    Append(Connection connection, String epoch) {
      this.table = new TopicTable(connection);
      this.epoch = epoch;
    }

    void lock(List<Publication> publications) throws SQLException {
      publications.forEach(p -> topics.put(p.topic(), p.family()));
      if (!topics.isEmpty()) {
        rows = table.lock(topics);
        rows.forEach((name, row) -> before.put(name, row.head));
      }
    }

    Stored store(Publication publication) throws SQLException {
      TopicTable.Row row = rows.get(publication.topic());
      Publication.Request request = publication.request();
      if (request != null) {
        Map.Entry<String, Long> answered = table.answered(row, request);
        if (answered != null) {
          return answered.getKey().equals(request.digest())
              ? new Stored(answered.getValue(), List.of(), null)
              : new Stored(0, List.of(), otherwise());
        }
        table.remember(row, request, row.head + 1, now);
      }
      long first = row.head + 1;
      List<TopicTold> told = new ArrayList<>();
      for (TopicEvent event : publication.events()) {
        long offset = ++row.head;
        placed.add(new TopicTable.Placed(row, offset, event));
        told.add(
            new TopicTold(
                offset, event.frame(publication.topic(), offset, epoch), now.toEpochMilli()));
      }
      return new Stored(first, told, null);
    }

    void close() throws SQLException {
      if (!placed.isEmpty()) {
        table.append(placed, now);
        table.close(rows, topics, before);
      }
    }
  }

  static Refused otherwise() {
    return new Refused(ErrorCode.CONFLICT, "the Idempotency-Key was used for other events");
  }

  /** The events after that offset. */
  @Transactional(TxType.REQUIRES_NEW)
  public Read after(String topic, String epoch, long offset, int most) {
    return jdbc.call(connection -> new TopicTable(connection).after(topic, epoch, offset, most));
  }

  /** Where these topics stand; one without an event is not in it. */
  @Transactional(TxType.REQUIRES_NEW)
  public Map<String, Long> heads(Collection<String> names) {
    return jdbc.call(connection -> new TopicTable(connection).heads(names));
  }

  /** The topics that any node has published to in the last ten seconds. */
  @Transactional(TxType.REQUIRES_NEW)
  public Map<String, Long> changed() {
    return jdbc.call(connection -> new TopicTable(connection).changed());
  }

  /** Forgets a portion of what is older than its family keeps; false if that was the last. */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean forgetEvents(TopicFamily family) {
    Instant before = now().minus(family.keep());
    return jdbc.call(connection -> new TopicTable(connection).forgetEvents(family, before));
  }

  /** The same for what requests were answered with. */
  @Transactional(TxType.REQUIRES_NEW)
  public boolean forgetAnswers() {
    Instant before = now().minus(ANSWERS_KEPT);
    return jdbc.call(connection -> new TopicTable(connection).forgetAnswers(before));
  }

  private Instant now() {
    return clock.instant();
  }
}
