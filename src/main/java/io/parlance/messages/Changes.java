package io.parlance.messages;

import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What changed since: messages as they were sent, by their own place, and those that were changed,
 * by that of their last change, which is in a table of its own because few ever are.
 */
@ApplicationScoped
public class Changes {
  @Inject private Jdbc jdbc;

  /**
   * The first messages by their last change after that one, in the order of their last changes. All
   * of them are as they are now; what is committed while this reads is left for the next time.
   */
  public List<Message> after(long conversationId, long seq, int limit) {
    // first of all: what is committed later has a place behind it
    long head = head(conversationId);
    List<Place> places = places(conversationId, seq, head, limit);
    long until = places.size() == limit ? places.get(limit - 1).seq() : head;
    List<Message> found = new ArrayList<>(asSent(conversationId, seq, until, limit));
    changed(places).stream().filter(m -> m.changedSeq() <= until).forEach(found::add);
    found.sort(Comparator.comparingLong(Message::changedSeq));
    return found.size() > limit ? found.subList(0, limit) : found;
  }

  /** Which message was last changed there. */
  private record Place(long seq, UUID messageId) {}

  private long head(long conversationId) {
    return jdbc
        .rows(
            "select last_seq from conversations where id = ?",
            row -> row.getLong(1),
            conversationId)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  private List<Place> places(long conversationId, long seq, long head, int limit) {
    return jdbc.rows(
        "select seq, message_id from message_changes"
            + " where conversation_id = ? and seq > ? and seq <= ?"
            + " order by conversation_id, seq fetch first ? rows only",
        row -> new Place(row.getLong(1), row.getObject(2, UUID.class)),
        conversationId,
        seq,
        head,
        limit);
  }

  /** By their ids alone: joined with their places, PostgreSQL reads all messages. */
  private List<Message> changed(List<Place> places) {
    return places.isEmpty()
        ? List.of()
        : jdbc.entities(
            Message.class,
            "select * from messages where id = any(?)",
            (Object) places.stream().map(Place::messageId).toArray(UUID[]::new));
  }

  private List<Message> asSent(long conversationId, long seq, long until, int limit) {
    return jdbc.entities(
        Message.class,
        "select * from messages"
            + " where conversation_id = ? and seq > ? and seq <= ? and changed_seq = seq"
            + " order by conversation_id, seq fetch first ? rows only",
        conversationId,
        seq,
        until,
        limit);
  }
}
