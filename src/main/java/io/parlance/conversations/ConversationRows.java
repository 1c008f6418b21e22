package io.parlance.conversations;

import io.parlance.storage.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Conversations and places in them, many in one trip and without a persistence context, which costs
 * more than the database does: what becomes of them is written by who asks for that, or not at all.
 */
@ApplicationScoped
public class ConversationRows {
  @Inject private Jdbc jdbc;

  /** Locks these conversations in the order of their ids. */
  public List<Conversation> lock(Collection<Long> ids) {
    return jdbc.rows(
        "select "
            + Conversation.COLUMNS
            + " from conversations where id = any(?)"
            + " order by id for update",
        Conversation::of,
        (Object) ids.toArray(Long[]::new));
  }

  /** By whole keys: of two lists H2 uses the index for one only, and reads all members. */
  public List<Participant> participants(Collection<Participant.Key> keys) {
    List<Participant.Key> padded = new ArrayList<>(keys);
    while (Integer.bitCount(padded.size()) > 1) {
      padded.add(padded.get(0)); // few lengths, few statements
    }
    return jdbc.rows(
        "select "
            + Participant.COLUMNS
            + " from conversation_participants"
            + " where (conversation_id, user_id) in ("
            + String.join(",", Collections.nCopies(padded.size(), "(?,?)"))
            + ")",
        Participant::of,
        padded.stream().flatMap(key -> Stream.of(key.conversationId(), key.userId())).toArray());
  }

  /** Writes what a change of a conversation changes in its row. */
  public void writeHeads(Collection<Conversation> conversations) {
    jdbc.batch(
        "update conversations set last_seq = ?, message_count = ?, deleted_count = ?,"
            + " last_message_id = ?, last_activity_at = ?, updated_at = ? where id = ?",
        conversations,
        Conversation::bindHead);
  }

  /** Writes how far these people have read. */
  public void writeMarks(Collection<Participant> participants) {
    jdbc.batch(
        "update conversation_participants set read_seq = ?, read_number = ?, deleted_beyond = ?"
            + " where conversation_id = ? and user_id = ?",
        participants,
        Participant::bindMark);
  }
}
