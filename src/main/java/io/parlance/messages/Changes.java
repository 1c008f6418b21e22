package io.parlance.messages;

import io.parlance.conversations.Conversations;
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
  @Inject private Conversations conversations;

  /**
   * Messages in the order of their last changes, each as it is now.
   *
   * @param hasMore whether there is more behind the last of them
   */
  public record Part(List<Message> messages, boolean hasMore) {}

  /** Which message was last changed there. */
  record Place(long seq, UUID messageId) {}

  /**
   * The first messages by their last change after that one. What is committed while this reads is
   * left for the next time: it has a place behind the head that was there before.
   */
  public Part after(long conversationId, long seq, int limit) {
    long head = conversations.known(conversationId).lastSeq();
    List<Place> places = places(conversationId, seq, head, limit + 1);
    long until = until(places, head, limit);
    List<Message> found = asSent(conversationId, seq, until, limit + 1);
    return merged(places, found, changed(places), head, limit);
  }

  /** How far all changes are known: to the last place that was read, where there may be more. */
  private static long until(List<Place> places, long head, int limit) {
    return places.size() > limit ? places.get(limit).seq() : head;
  }

  /** Of those changed one may have been changed again by now: it is left out, and more is left. */
  static Part merged(
      List<Place> places, List<Message> asSent, List<Message> changed, long head, int limit) {
    long until = until(places, head, limit);
    List<Message> found = new ArrayList<>(asSent);
    changed.stream().filter(m -> m.changedSeq() <= until).forEach(found::add);
    found.sort(Comparator.comparingLong(Message::changedSeq));
    return new Part(
        found.size() > limit ? found.subList(0, limit) : found,
        places.size() > limit || found.size() > limit);
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
    return Message.byId(jdbc, places.stream().map(Place::messageId).toList());
  }

  private List<Message> asSent(long conversationId, long seq, long until, int limit) {
    return Message.select(
        jdbc,
        "from messages"
            + " where conversation_id = ? and seq > ? and seq <= ? and changed_seq = seq"
            + " order by conversation_id, seq fetch first ? rows only",
        conversationId,
        seq,
        until,
        limit);
  }
}
