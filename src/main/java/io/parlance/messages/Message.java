package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.protocol.MessageView;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Mapping;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What somebody said. It keeps its place for ever; its content may change or go. */
@Entity
@Table(name = "messages")
public class Message {
  @Id private UUID id;

  @Column(name = "conversation_id")
  private Long conversationId;

  private long seq;

  @Column(name = "changed_seq")
  private long changedSeq;

  private long number;

  @Column(name = "sender_id")
  private Long senderId;

  private String content;

  @Column(name = "parent_id")
  private UUID parentId;

  @Column(name = "reply_count")
  private int replyCount;

  @Column(name = "last_reply_at")
  private Instant lastReplyAt;

  @Column(name = "client_id")
  private String clientId;

  @Column(name = "client_key")
  private UUID clientKey;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "edited_at")
  private Instant editedAt;

  private boolean deleted;

  /** As a new one is: what comes later has no value yet. */
  static final Mapping<Message> NEW =
      Mapping.<Message>of("messages")
          .set("id", UUID.class, m -> m.id)
          .set("conversation_id", Long.class, m -> m.conversationId)
          .set("seq", Long.class, m -> m.seq)
          .set("changed_seq", Long.class, m -> m.changedSeq)
          .set("number", Long.class, m -> m.number)
          .set("sender_id", Long.class, m -> m.senderId)
          .set("content", String.class, m -> m.content)
          .set("parent_id", UUID.class, m -> m.parentId)
          .set("reply_count", Integer.class, m -> m.replyCount)
          .set("client_id", String.class, m -> m.clientId)
          .set("client_key", UUID.class, m -> m.clientKey)
          .set("created_at", OffsetDateTime.class, m -> Jdbc.value(m.createdAt))
          .set("deleted", Boolean.class, m -> m.deleted)
          .insert();

  /** As one that answers another. */
  static final Mapping<Message> REPLY =
      Mapping.<Message>of("message_replies")
          .set("parent_id", UUID.class, m -> m.parentId)
          .set("seq", Long.class, m -> m.seq)
          .set("message_id", UUID.class, m -> m.id)
          .insert();

  /** As one that was changed. */
  static final Mapping<Message> CHANGE =
      Mapping.<Message>of("message_changes")
          .set("conversation_id", Long.class, m -> m.conversationId)
          .set("seq", Long.class, m -> m.changedSeq)
          .set("message_id", UUID.class, m -> m.id)
          .insert();

  static final String COLUMNS =
      "id, conversation_id, seq, changed_seq, number, sender_id, content, parent_id, reply_count,"
          + " last_reply_at, client_id, client_key, created_at, edited_at, deleted";

  /** What becomes of it later. */
  static final Mapping<Message> STATE =
      Mapping.<Message>of("messages")
          .set("changed_seq", Long.class, m -> m.changedSeq)
          .set("content", String.class, m -> m.content)
          .set("reply_count", Integer.class, m -> m.replyCount)
          .set("last_reply_at", OffsetDateTime.class, m -> Jdbc.value(m.lastReplyAt))
          .set("edited_at", OffsetDateTime.class, m -> Jdbc.value(m.editedAt))
          .set("deleted", Boolean.class, m -> m.deleted)
          .by("id", UUID.class, m -> m.id)
          .update();

  /** What tells whether it is another than it was: what it says changes with its place only. */
  record State(long changedSeq, int replyCount, Instant lastReplyAt) {}

  State state() {
    return new State(changedSeq, replyCount, lastReplyAt);
  }

  protected Message() {}

  /** The messages of a query, which begins with {@code from}; parameters as with {@code Jdbc}. */
  public static List<Message> select(Jdbc jdbc, String from, Object... parameters) {
    return jdbc.rows("select " + COLUMNS + " " + from, Message::of, parameters);
  }

  /** The messages with these ids; ids of none are left out. */
  public static List<Message> byId(Jdbc jdbc, Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : select(jdbc, "from messages where id = any(?)", (Object) ids.toArray(UUID[]::new));
  }

  /** A row of {@link #COLUMNS}. */
  static Message of(ResultSet row) throws SQLException {
    Message one = new Message();
    one.id = row.getObject(1, UUID.class);
    one.conversationId = row.getLong(2);
    one.seq = row.getLong(3);
    one.changedSeq = row.getLong(4);
    one.number = row.getLong(5);
    one.senderId = row.getLong(6);
    one.content = row.getString(7);
    one.parentId = row.getObject(8, UUID.class);
    one.replyCount = row.getInt(9);
    one.lastReplyAt = Jdbc.instant(row, 10);
    one.clientId = row.getString(11);
    one.clientKey = row.getObject(12, UUID.class);
    one.createdAt = Jdbc.instant(row, 13);
    one.editedAt = Jdbc.instant(row, 14);
    one.deleted = row.getBoolean(15);
    return one;
  }

  /** Says it: takes the next {@code seq}. The caller holds the conversation's row lock. */
  Message(
      UUID id,
      Conversation in,
      long senderId,
      String content,
      String clientId,
      UUID clientKey,
      Instant now) {
    this.id = id;
    this.conversationId = in.id();
    this.seq = in.change(now);
    this.changedSeq = seq;
    this.number = in.addMessage(id, now);
    this.senderId = senderId;
    this.content = content;
    this.clientId = clientId;
    this.clientKey = clientKey;
    this.createdAt = now;
  }

  void answer(Message parent) {
    this.parentId = parent.id;
    parent.replyCount++;
    parent.lastReplyAt = createdAt;
  }

  /** One of its answers was taken back. */
  void lose(Instant lastReply) {
    replyCount--;
    lastReplyAt = lastReply;
  }

  /** What its readers are told of it when somebody answers it. */
  public MessageView.Parent asParent() {
    return new MessageView.Parent(id, replyCount, lastReplyAt);
  }

  /** Changes what it says. The caller holds the conversation's row lock. */
  void edit(Conversation in, String content, Instant now) {
    this.content = content;
    this.editedAt = now;
    this.changedSeq = in.change(now);
  }

  /** Takes back what it says. The caller holds the conversation's row lock. */
  void delete(Conversation in, Instant now) {
    this.content = null;
    this.deleted = true;
    this.changedSeq = in.change(now);
    in.removeMessage();
  }

  /** Something about it changed that another room keeps. The caller holds the row lock. */
  public void touch(Conversation in, Instant now) {
    this.changedSeq = in.change(now);
  }

  public UUID id() {
    return id;
  }

  public Long conversationId() {
    return conversationId;
  }

  public long seq() {
    return seq;
  }

  public long changedSeq() {
    return changedSeq;
  }

  public long number() {
    return number;
  }

  public Long senderId() {
    return senderId;
  }

  public String content() {
    return content;
  }

  public UUID parentId() {
    return parentId;
  }

  public int replyCount() {
    return replyCount;
  }

  public Instant lastReplyAt() {
    return lastReplyAt;
  }

  public String clientId() {
    return clientId;
  }

  UUID clientKey() {
    return clientKey;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant editedAt() {
    return editedAt;
  }

  public boolean deleted() {
    return deleted;
  }
}
