package io.parlance.conversations;

import io.parlance.storage.Jdbc;
import io.parlance.storage.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Conversations and places in them, many in one trip and without a persistence context, which costs
 * more than the database does: what becomes of them is written by who asks for that, or not at all.
 */
@ApplicationScoped
public class ConversationRows {
  private static final String LOCK =
      "select "
          + Conversation.COLUMNS
          + " from conversations where id = any(?) order by id for update";

  @Inject private Jdbc jdbc;

  /** Locks these conversations in the order of their ids, then reads these places in them. */
  public void lock(
      Collection<Long> ids,
      Consumer<Conversation> conversation,
      Collection<Participant.Key> keys,
      Consumer<Participant> participant) {
    List<Participant.Key> padded = padded(keys);
    jdbc.trip()
        .read(LOCK, Conversation::of, conversation, (Object) ids.toArray(Long[]::new))
        .read(places(padded.size()), Participant::of, participant, parameters(padded))
        .go();
  }

  /** These places in conversations. */
  public List<Participant> participants(Collection<Participant.Key> keys) {
    List<Participant.Key> padded = padded(keys);
    return jdbc.rows(places(padded.size()), Participant::of, parameters(padded));
  }

  /** Few lengths, few statements. */
  private static List<Participant.Key> padded(Collection<Participant.Key> keys) {
    List<Participant.Key> padded = new ArrayList<>(keys);
    while (Integer.bitCount(padded.size()) > 1) {
      padded.add(padded.get(0));
    }
    return padded;
  }

  /** By whole keys: of two lists H2 uses the index for one only, and reads all members. */
  private static String places(int count) {
    return "select "
        + Participant.COLUMNS
        + " from conversation_participants where (conversation_id, user_id) in ("
        + String.join(",", Collections.nCopies(count, "(?,?)"))
        + ")";
  }

  private static Object[] parameters(List<Participant.Key> keys) {
    return keys.stream().flatMap(key -> Stream.of(key.conversationId(), key.userId())).toArray();
  }

  /** Writes what changes have changed in conversations, and how far these people have read. */
  public Trip write(Trip trip, Collection<Conversation> heads, Collection<Participant> marks) {
    return trip.write(Conversation.HEAD, heads).write(Participant.MARK, marks);
  }
}
