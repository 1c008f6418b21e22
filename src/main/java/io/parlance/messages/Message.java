package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.protocol.MessageView;
import io.parlance.storage.Jdbc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
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

  static final String INSERT =
      "insert into messages (id, conversation_id, seq, changed_seq, number, sender_id, content,"
          + " parent_id, reply_count, client_id, client_key, created_at, deleted)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, false)";

  protected Message() {}

  /** As a new one is: what comes later has no value yet. */
  void bindInsert(PreparedStatement insert) throws SQLException {
    insert.setObject(1, id);
    insert.setLong(2, conversationId);
    insert.setLong(3, seq);
    insert.setLong(4, changedSeq);
    insert.setLong(5, number);
    insert.setLong(6, senderId);
    insert.setString(7, content);
    insert.setObject(8, parentId);
    insert.setString(9, clientId);
    insert.setObject(10, clientKey);
    insert.setObject(11, Jdbc.value(createdAt));
  }

  /** As one that answers another. */
  void bindReply(PreparedStatement insert) throws SQLException {
    insert.setObject(1, parentId);
    insert.setLong(2, seq);
    insert.setObject(3, id);
  }

  /** As one that was changed. */
  void bindChange(PreparedStatement insert) throws SQLException {
    insert.setLong(1, conversationId);
    insert.setLong(2, changedSeq);
    insert.setObject(3, id);
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
