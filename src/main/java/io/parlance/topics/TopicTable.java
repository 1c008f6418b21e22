package io.parlance.topics;

import io.parlance.storage.Jdbc;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of topics and their events, by one connection. The same SQL for both databases. */
final class TopicTable {
  /** Whatever a family remembers, other nodes need some time to read. */
  private static final int LEAST_KEPT = 256;

  /** So few rows are forgotten within the time that the database has for one statement. */
  static final int FORGOTTEN_AT_ONCE = 1_000;

  /** A topic is cut to its length once in so many events. */
  private static final int CUT_EVERY = 64;

  private final Connection connection;

  TopicTable(Connection connection) {
    this.connection = connection;
  }

  /** A topic's row, locked. */
  static final class Row {
    final long id;
    long head;

    Row(long id, long head) {
      this.id = id;
      this.head = head;
    }
  }

  /** An event's place. */
  record Placed(Row row, long offset, TopicEvent event) {}

  /** Locks the rows of these topics, in the order of their names; makes those that are missing. */
  Map<String, Row> lock(Map<String, TopicFamily> topics) throws SQLException {
    Map<String, Row> rows = select(topics.keySet());
    if (rows.size() < topics.size()) {
      insert(topics, rows);
      rows = select(topics.keySet());
    }
    return rows;
  }

  private Map<String, Row> select(Collection<String> names) throws SQLException {
    Map<String, Row> rows = new TreeMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select name, id, head from topics where name = any(?) order by name for update")) {
      select.setArray(1, array(names));
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.put(found.getString(1), new Row(found.getLong(2), found.getLong(3)));
        }
      }
    }
    return rows;
  }

  private void insert(Map<String, TopicFamily> topics, Map<String, Row> known) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into topics (name, family, head, changed_at)"
                + " values (?, ?, 0, current_timestamp)")) {
      for (Map.Entry<String, TopicFamily> topic : topics.entrySet()) {
        if (!known.containsKey(topic.getKey())) {
          insert.setString(1, topic.getKey());
          insert.setString(2, topic.getValue().name());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  /** Stores events that have their places. */
  void append(List<Placed> events, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into topic_events (topic_id, event_offset, event, entity_id, payload, user_id,"
                + " occurred_at, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (Placed placed : events) {
        TopicEvent event = placed.event();
        insert.setLong(1, placed.row().id);
        insert.setLong(2, placed.offset());
        insert.setString(3, event.event().name());
        insert.setString(4, event.entityId());
        insert.setString(5, event.payload());
        insert.setString(6, event.userId());
        insert.setObject(7, Jdbc.value(event.timestamp()));
        insert.setObject(8, Jdbc.value(now));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Writes down the new heads, and forgets what is beyond a topic's length. */
  void close(Map<String, Row> rows, Map<String, TopicFamily> topics, Map<String, Long> before)
      throws SQLException {
    try (PreparedStatement update =
            connection.prepareStatement(
                "update topics set head = ?, changed_at = current_timestamp where id = ?");
        PreparedStatement cut =
            connection.prepareStatement(
                "delete from topic_events where topic_id = ? and event_offset <= ?")) {
      for (Map.Entry<String, Row> entry : rows.entrySet()) {
        Row row = entry.getValue();
        update.setLong(1, row.head);
        update.setLong(2, row.id);
        update.addBatch();
        if (row.head / CUT_EVERY > before.get(entry.getKey()) / CUT_EVERY) {
          cut.setLong(1, row.id);
          cut.setLong(2, row.head - Math.max(LEAST_KEPT, topics.get(entry.getKey()).history()));
          cut.addBatch();
        }
      }
      update.executeBatch();
      cut.executeBatch();
    }
  }

  /** Where the topics of these names stand; a topic without an event is not in it. */
  Map<String, Long> heads(Collection<String> names) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select name, head from topics where name = any(?)")) {
      select.setArray(1, array(names));
      return heads(select);
    }
  }

  /** The topics that changed in the last ten seconds, by the database's own clock. */
  Map<String, Long> changed() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select name, head from topics"
                + " where changed_at > current_timestamp - interval '10' second")) {
      return heads(select);
    }
  }

  private static Map<String, Long> heads(PreparedStatement select) throws SQLException {
    Map<String, Long> heads = new TreeMap<>();
    try (ResultSet found = select.executeQuery()) {
      while (found.next()) {
        heads.put(found.getString(1), found.getLong(2));
      }
    }
    return heads;
  }

  /** One statement, so that what is cut off meanwhile is either wholly here or wholly not. */
  TopicLog.Read after(String topic, String epoch, long offset, int most) throws SQLException {
    List<TopicTold> events = new ArrayList<>();
    long head = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "select t.head, e.event_offset, e.event, e.entity_id, e.payload, e.user_id,"
                + " e.occurred_at, e.created_at from topics t left join topic_events e"
                + " on e.topic_id = t.id and e.event_offset > ? where t.name = ?"
                + " order by e.event_offset limit ?")) {
      select.setLong(1, offset);
      select.setString(2, topic);
      select.setInt(3, most);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          head = found.getLong(1);
          long at = found.getLong(2);
          if (!found.wasNull()) {
            events.add(
                new TopicTold(
                    at,
                    event(found).frame(topic, at, epoch),
                    Jdbc.instant(found, 8).toEpochMilli()));
          }
        }
      }
    }
    return new TopicLog.Read(head, events);
  }

  private static TopicEvent event(ResultSet row) throws SQLException {
    return new TopicEvent(
        TopicChange.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Jdbc.instant(row, 7));
  }

  /** What a request with that key was answered with: digest and first offset; null if none was. */
  Map.Entry<String, Long> answered(Row row, Publication.Request request) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select digest, first from topic_keys"
                + " where topic_id = ? and user_id = ? and request = ?")) {
      select.setLong(1, row.id);
      select.setLong(2, request.userId());
      select.setString(3, request.key());
      try (ResultSet found = select.executeQuery()) {
        return found.next() ? Map.entry(found.getString(1), found.getLong(2)) : null;
      }
    }
  }

  void remember(Row row, Publication.Request request, long first, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into topic_keys (topic_id, user_id, request, digest, first, created_at)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, row.id);
      insert.setLong(2, request.userId());
      insert.setString(3, request.key());
      insert.setString(4, request.digest());
      insert.setLong(5, first);
      insert.setObject(6, Jdbc.value(now));
      insert.executeUpdate();
    }
  }

  /** Forgets a portion of a family's events from before that time; false if that was the last. */
  boolean forgetEvents(TopicFamily family, Instant before) throws SQLException {
    try (PreparedStatement old =
            connection.prepareStatement(
                "select e.topic_id, e.event_offset from topic_events e, topics t"
                    + " where e.created_at < ? and t.id = e.topic_id and t.family = ? limit ?");
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from topic_events where topic_id = ? and event_offset = ?")) {
      old.setObject(1, Jdbc.value(before));
      old.setString(2, family.name());
      old.setInt(3, FORGOTTEN_AT_ONCE);
      return forget(old, delete);
    }
  }

  /** The same for what requests were answered with. */
  boolean forgetAnswers(Instant before) throws SQLException {
    try (PreparedStatement old =
            connection.prepareStatement(
                "select topic_id, user_id, request from topic_keys where created_at < ? limit ?");
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from topic_keys where topic_id = ? and user_id = ? and request = ?")) {
      old.setObject(1, Jdbc.value(before));
      old.setInt(2, FORGOTTEN_AT_ONCE);
      return forget(old, delete);
    }
  }

  private static boolean forget(PreparedStatement old, PreparedStatement delete)
      throws SQLException {
    int found = 0;
    try (ResultSet rows = old.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          delete.setObject(column, rows.getObject(column));
        }
        delete.addBatch();
        found++;
      }
    }
    delete.executeBatch();
    return found == FORGOTTEN_AT_ONCE;
  }

  private Array array(Collection<String> names) throws SQLException {
    return connection.createArrayOf("varchar", names.toArray(String[]::new));
  }
}
