package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.ConversationRows;
import io.parlance.conversations.Participant;
import io.parlance.protocol.Refused;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Mapping;
import io.parlance.storage.Trip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What one transaction of a lane works on: its conversations, locked, and who and what its commands
 * are about, read and written in a few statements, however many commands there are: two trips to a
 * database that takes several at once, where nothing is answered or changed.
 */
public final class Ledger {
  private static final String SENT =
      "select " + Message.COLUMNS + " from messages where client_key = any(?)";

  private final Tables tables;
  private final Instant now;
  private final Map<Long, Conversation> conversations = new HashMap<>();
  private final Map<Participant.Key, Participant> participants = new HashMap<>();
  private final List<Message> said = new ArrayList<>();

  /** What of them the database has: the last change, how far was read, a message as it was. */
  private final Map<Long, Long> written = new HashMap<>();

  private final Map<Participant.Key, Participant.Mark> marks = new HashMap<>();
  private final Map<UUID, Message.State> states = new HashMap<>();
  private final Map<UUID, Message> messages = new HashMap<>();
  private final Map<UUID, Message> sent = new HashMap<>();
  private final List<Runnable> effects = new ArrayList<>();

  /** Where a ledger reads and writes. */
  record Tables(ConversationRows rows, Jdbc jdbc) {}

  private Ledger(Tables tables, Instant now) {
    this.tables = tables;
    this.now = now;
  }

  /** Opens it for these commands: locks their conversations, in the order of their ids. */
  static Ledger open(Tables tables, List<Write<?>> writes, Instant now) {
    Ledger ledger = new Ledger(tables, now);
    Set<Long> ids = new TreeSet<>();
    Set<Participant.Key> keys = new LinkedHashSet<>();
    for (Write<?> write : writes) {
      ids.add(write.conversationId());
      keys.add(Participant.key(write.conversationId(), write.caller().userId()));
    }
    tables.rows().lock(ids, ledger::hold, keys, ledger::hold);
    ledger.load(writes.stream().map(Write::messageId).filter(Objects::nonNull).toList());
    return ledger;
  }

  private void hold(Conversation conversation) {
    conversations.put(conversation.id(), conversation);
    written.put(conversation.id(), conversation.lastSeq());
  }

  private void hold(Participant participant) {
    Participant.Key key = Participant.key(participant.conversationId(), participant.userId());
    participants.put(key, participant);
    marks.put(key, participant.mark());
  }

  private void load(Collection<UUID> ids) {
    Message.byId(tables.jdbc(), ids).forEach(this::hold);
  }

  /** Reads what of it was sent before: nearly always nothing. */
  void loadSent(List<Write<?>> writes) {
    Set<UUID> keys = new HashSet<>();
    writes.stream().map(Write::clientKey).filter(Objects::nonNull).forEach(keys::add);
    if (!keys.isEmpty()) {
      tables
          .jdbc()
          .trip()
          .anew()
          .read(SENT, Message::of, this::remember, (Object) keys.toArray(UUID[]::new))
          .go();
    }
  }

  /** The time of this transaction. */
  public Instant now() {
    return now;
  }

  /**
   * The database, for what is rare. What the ledger holds is written before, so that whoever asks
   * finds it.
   */
  public Jdbc database() {
    write();
    return tables.jdbc();
  }

  /** Something new is said: written with the others. */
  void say(Message message) {
    said.add(message);
    remember(message);
  }

  /** Writes what is new and what changed, together, however many commands there were. */
  public void write() {
    Trip trip = tables.jdbc().trip();
    trip.write(Message.NEW, said);
    trip.write(Message.REPLY, said.stream().filter(m -> m.parentId() != null).toList());
    said.clear();
    writeChanges(trip);
    tables.rows().write(trip, movedHeads(), movedMarks()).go();
  }

  /** A message has one place among the changes: that of its last one. */
  private void writeChanges(Trip trip) {
    List<Message> changed = new ArrayList<>();
    List<Message> moved = new ArrayList<>();
    List<Place> left = new ArrayList<>();
    for (Message message : messages.values()) {
      Message.State before = states.put(message.id(), message.state());
      if (!message.state().equals(before)) {
        changed.add(message);
        if (before.changedSeq() != message.changedSeq()) {
          left.add(new Place(message.conversationId(), before.changedSeq()));
          moved.add(message);
        }
      }
    }
    trip.write(Message.STATE, changed).write(Place.LEFT, left).write(Message.CHANGE, moved);
  }

  /** Where among the changes a message was. */
  private record Place(long conversationId, long seq) {
    static final Mapping<Place> LEFT =
        Mapping.<Place>of("message_changes")
            .by("conversation_id", Long.class, Place::conversationId)
            .by("seq", Long.class, Place::seq)
            .delete();
  }

  private List<Conversation> movedHeads() {
    List<Conversation> moved =
        conversations.values().stream().filter(c -> written.get(c.id()) != c.lastSeq()).toList();
    moved.forEach(c -> written.put(c.id(), c.lastSeq()));
    return moved;
  }

  private List<Participant> movedMarks() {
    List<Participant> moved = new ArrayList<>();
    participants.forEach(
        (key, participant) -> {
          if (!participant.mark().equals(marks.put(key, participant.mark()))) {
            moved.add(participant);
          }
        });
    return moved;
  }

  /** The conversation, locked. Refuses one that is not there as one that may not be seen. */
  public Conversation conversation(long id) {
    Conversation conversation = conversations.get(id);
    if (conversation == null || conversation.deleted()) {
      throw Refused.notFound();
    }
    return conversation;
  }

  /** The caller's place in the conversation. Refuses a stranger as if there were none. */
  public Participant participant(Write<?> write) {
    conversation(write.conversationId());
    Participant participant =
        participants.get(Participant.key(write.conversationId(), write.caller().userId()));
    if (participant == null) {
      throw Refused.notFound();
    }
    return participant;
  }

  /** A message of one of its conversations that is known to be there. */
  Message message(UUID id) {
    if (!messages.containsKey(id)) {
      write();
      load(List.of(id));
    }
    return messages.get(id);
  }

  /** The message that the command is about. Refuses one that is not of its conversation. */
  public Message message(Write<?> write) {
    Message message = messages.get(write.messageId());
    if (message == null || message.conversationId() != write.conversationId()) {
      throw Refused.notFound();
    }
    return message;
  }

  /** The same, sent before, as far as that was read; or null. */
  Message seen(Write<?> write) {
    return sent.get(write.clientKey());
  }

  /** A message that this transaction knows: later commands of it must find it. */
  void remember(Message message) {
    Message known = hold(message);
    if (known.clientKey() != null) {
      sent.put(known.clientKey(), known);
    }
  }

  /** Each is held once, whatever it was read for. */
  private Message hold(Message message) {
    Message known = messages.putIfAbsent(message.id(), message);
    if (known == null) {
      states.put(message.id(), message.state());
    }
    return known == null ? message : known;
  }

  /** Reads the participants of a conversation again, after a statement changed their rows. */
  void refreshParticipants(long conversationId) {
    tables
        .rows()
        .participants(
            participants.keySet().stream()
                .filter(key -> key.conversationId() == conversationId)
                .toList())
        .forEach(this::hold);
  }

  /** To be done after the commit, in order, and never if it fails. It must not throw. */
  public void afterCommit(Runnable effect) {
    effects.add(effect);
  }

  List<Runnable> effects() {
    return effects;
  }
}
