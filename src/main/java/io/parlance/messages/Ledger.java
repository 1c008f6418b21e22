package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.ConversationRows;
import io.parlance.conversations.Participant;
import io.parlance.protocol.Refused;
import io.parlance.storage.Jdbc;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What one transaction of a lane works on: its conversations, locked, and who and what its commands
 * are about, read with three queries and written with three statements, however many commands there
 * are.
 */
public final class Ledger {
  private final Tables tables;
  private final Instant now;
  private final Map<Long, Conversation> conversations = new HashMap<>();
  private final Map<Participant.Key, Participant> participants = new HashMap<>();
  private final List<Message> said = new ArrayList<>();

  /** What of them the database has: the last change, and how far was read. */
  private final Map<Long, Long> written = new HashMap<>();

  private final Map<Participant.Key, Participant.Mark> marks = new HashMap<>();
  private final Map<UUID, Message> messages = new HashMap<>();
  private final Map<Sent, Message> sent = new HashMap<>();
  private final List<Runnable> effects = new ArrayList<>();

  /** What makes a message the same one: who sent it, where, and the client's own id of it. */
  private record Sent(long conversationId, long senderId, String clientId) {}

  /** Where a ledger reads and writes. */
  record Tables(ConversationRows rows, Jdbc jdbc, EntityManager em) {}

  private Ledger(Tables tables, Instant now) {
    this.tables = tables;
    this.now = now;
  }

  /** Opens it for these commands: locks their conversations, in the order of their ids. */
  static Ledger open(Tables tables, List<Write<?>> writes, Instant now) {
    Ledger ledger = new Ledger(tables, now);
    ledger.lock(writes);
    Set<Participant.Key> keys = new LinkedHashSet<>();
    writes.forEach(w -> keys.add(Participant.key(w.conversationId(), w.caller().userId())));
    ledger.loadParticipants(keys);
    ledger.loadMessages(writes);
    return ledger;
  }

  private void lock(List<Write<?>> writes) {
    Set<Long> ids = new TreeSet<>();
    writes.forEach(w -> ids.add(w.conversationId()));
    for (Conversation conversation : tables.rows().lock(ids)) {
      conversations.put(conversation.id(), conversation);
      written.put(conversation.id(), conversation.lastSeq());
    }
  }

  private void loadParticipants(Collection<Participant.Key> keys) {
    for (Participant participant : tables.rows().participants(keys)) {
      Participant.Key key = Participant.key(participant.conversationId(), participant.userId());
      participants.put(key, participant);
      marks.put(key, participant.mark());
    }
  }

  private void loadMessages(List<Write<?>> writes) {
    find(writes.stream().map(Write::messageId).filter(id -> id != null).toList())
        .forEach(m -> messages.put(m.id(), m));
  }

  /**
   * Reads what of it was sent before. By the clients' ids alone, which are as good as unique: given
   * more, H2 takes another index, and reads all that these people ever said. Nearly always there
   * are none, which costs no entity.
   */
  void loadSent(List<Write<?>> writes) {
    Set<String> clientIds = new HashSet<>();
    writes.stream().map(Write::clientId).filter(id -> id != null).forEach(clientIds::add);
    if (!clientIds.isEmpty()) {
      find(tables
              .jdbc()
              .rows(
                  "select id from messages where client_id = any(?)",
                  row -> row.getObject(1, UUID.class),
                  (Object) clientIds.toArray(String[]::new)))
          .forEach(this::remember);
    }
  }

  private List<Message> find(Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : tables
            .jdbc()
            .entities(
                Message.class,
                "select * from messages where id = any(?)",
                (Object) ids.toArray(UUID[]::new));
  }

  /** The time of this transaction. */
  public Instant now() {
    return now;
  }

  /**
   * The persistence context, for what is rare. What the ledger holds is written before, so that
   * whoever asks finds it.
   */
  public EntityManager em() {
    write();
    return tables.em();
  }

  /** Something new is said: written with the others. */
  void say(Message message) {
    said.add(message);
    remember(message);
  }

  /** Writes what is new and what changed: three trips, however many commands there were. */
  void write() {
    tables.jdbc().batch(Message.INSERT, said, Message::bindInsert);
    said.clear();
    List<Conversation> changed =
        conversations.values().stream().filter(c -> written.get(c.id()) != c.lastSeq()).toList();
    tables.rows().writeHeads(changed);
    changed.forEach(c -> written.put(c.id(), c.lastSeq()));
    List<Participant> moved = new ArrayList<>();
    participants.forEach(
        (key, participant) -> {
          if (!participant.mark().equals(marks.put(key, participant.mark()))) {
            moved.add(participant);
          }
        });
    tables.rows().writeMarks(moved);
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

  /** The message that the command is about. Refuses one that is not of its conversation. */
  public Message message(Write<?> write) {
    Message message = messages.get(write.messageId());
    if (message == null || message.conversationId() != write.conversationId()) {
      throw Refused.notFound();
    }
    return message;
  }

  /** What the same sender sent with the same client id before, as far as it was read; or null. */
  Message seen(Write<?> write) {
    return write.clientId() == null
        ? null
        : sent.get(new Sent(write.conversationId(), write.caller().userId(), write.clientId()));
  }

  /** A message that this transaction knows: later commands of it must find it. */
  void remember(Message message) {
    messages.put(message.id(), message);
    if (message.clientId() != null) {
      sent.put(new Sent(message.conversationId(), message.senderId(), message.clientId()), message);
    }
  }

  /** Reads the participants of a conversation again, after a statement changed their rows. */
  void refreshParticipants(long conversationId) {
    loadParticipants(
        participants.keySet().stream()
            .filter(key -> key.conversationId() == conversationId)
            .toList());
  }

  /** To be done after the commit, in order, and never if it fails. It must not throw. */
  public void afterCommit(Runnable effect) {
    effects.add(effect);
  }

  List<Runnable> effects() {
    return effects;
  }
}
