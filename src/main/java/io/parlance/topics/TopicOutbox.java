package io.parlance.topics;

import io.parlance.protocol.Refused;
import io.parlance.storage.Jdbc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table {@code topic_outbox}, by one connection. */
final class TopicOutbox {
  private static final int LONGEST_REASON = 255;

  private final Connection connection;

  TopicOutbox(Connection connection) {
    this.connection = connection;
  }

  /** A row, as somebody inserted it. */
  record Row(
      long id,
      String topic,
      String event,
      String entityId,
      String payload,
      String userId,
      Instant occurredAt) {

    /** What it wants published. */
    TopicEvent read(Instant now) {
      return TopicEventReader.of(
          event, entityId, payload, userId, occurredAt == null ? now : occurredAt);
    }
  }

  boolean isEmpty() throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select 1 from topic_outbox where refused is null limit 1");
        ResultSet rows = select.executeQuery()) {
      return !rows.next();
    }
  }

  /**
   * The oldest rows, in the order of their commits, or of their inserts where the database cannot
   * tell.
   */
  List<Row> oldest(int most) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, topic, event, entity_id, payload, user_id, occurred_at"
                + " from topic_outbox where refused is null"
                + " order by position nulls first, id limit ?")) {
      select.setInt(1, most);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          rows.add(
              new Row(
                  found.getLong(1),
                  found.getString(2),
                  found.getString(3),
                  found.getString(4),
                  found.getString(5),
                  found.getString(6),
                  Jdbc.instant(found, 7)));
        }
      }
    }
    return rows;
  }

  void delete(List<Long> ids) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from topic_outbox where id = ?")) {
      for (Long id : ids) {
        delete.setLong(1, id);
        delete.addBatch();
      }
      delete.executeBatch();
    }
  }

  /** Puts a row aside that can never be published, with the reason. */
  void refuse(Row row, Refused refused) throws SQLException {
    String reason = refused.getMessage();
    try (PreparedStatement update =
        connection.prepareStatement("update topic_outbox set refused = ? where id = ?")) {
      update.setString(1, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
      update.setLong(2, row.id());
      update.executeUpdate();
    }
  }

  /** In the transaction of whoever publishes. */
  void insert(String topic, TopicEvent event) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into topic_outbox (topic, event, entity_id, payload, user_id, occurred_at)"
                + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, topic);
      insert.setString(2, event.event().name());
      insert.setString(3, event.entityId());
      insert.setString(4, event.payload());
      insert.setString(5, event.userId());
      insert.setObject(6, Jdbc.value(event.timestamp()));
      insert.executeUpdate();
    }
  }
}
