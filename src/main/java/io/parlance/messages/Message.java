package io.parlance.messages;

import io.parlance.conversations.Conversation;
import io.parlance.protocol.MessageView;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Mapping;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  protected Message() {}

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
