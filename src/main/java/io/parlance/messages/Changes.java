package io.parlance.messages;

import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
    List<Message> found = new ArrayList<>(changed(conversationId, seq, head, limit));
    boolean full = found.size() == limit;
    long until = full ? found.get(limit - 1).changedSeq() : head;
    found.addAll(asSent(conversationId, seq, until, limit));
    found.sort(Comparator.comparingLong(Message::changedSeq));
    return found.size() > limit ? found.subList(0, limit) : found;
  }

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

  private List<Message> changed(long conversationId, long seq, long head, int limit) {
    return jdbc.entities(
        Message.class,
        "select m.* from message_changes c"
            + " join messages m on m.id = c.message_id and m.changed_seq = c.seq"
            + " where c.conversation_id = ? and c.seq > ? and c.seq <= ?"
            + " order by c.conversation_id, c.seq fetch first ? rows only",
        conversationId,
        seq,
        head,
        limit);
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
