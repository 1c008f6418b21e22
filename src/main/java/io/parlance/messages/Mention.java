package io.parlance.messages;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** Somebody was named in a message. Sparse: only what counts as a mention has a row. */
@Entity
@Table(name = "mentions")
@IdClass(Mention.Key.class)
public class Mention {

  /** Who in which message. */
  public record Key(UUID messageId, Long userId) implements Serializable {}

  @Id
  @Column(name = "message_id")
  private UUID messageId;

  @Id
  @Column(name = "user_id")
  private Long userId;

  @Column(name = "conversation_id")
  private Long conversationId;

  private long seq;

  protected Mention() {}

  Mention(Message message, long userId) {
    this.messageId = message.id();
    this.userId = userId;
    this.conversationId = message.conversationId();
    this.seq = message.seq();
  }

  public UUID messageId() {
    return messageId;
  }

  public Long userId() {
    return userId;
  }

  /** Where the message was created: what lies beyond a read mark counts. */
  public long seq() {
    return seq;
  }
}
