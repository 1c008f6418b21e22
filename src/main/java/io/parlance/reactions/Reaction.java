package io.parlance.reactions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** One person's one emoji on one message. */
@Entity
@Table(name = "reactions")
@IdClass(Reaction.Key.class)
public class Reaction {

  /** Who, what, on which message. */
  public record Key(UUID messageId, Long userId, String emoji) implements Serializable {}

  @Id
  @Column(name = "message_id")
  private UUID messageId;

  @Id
  @Column(name = "user_id")
  private Long userId;

  @Id private String emoji;

  @Column(name = "created_at")
  private Instant createdAt;

  protected Reaction() {}

  Reaction(UUID messageId, long userId, String emoji, Instant createdAt) {
    this.messageId = messageId;
    this.userId = userId;
    this.emoji = emoji;
    this.createdAt = createdAt;
  }

  public UUID messageId() {
    return messageId;
  }

  public Long userId() {
    return userId;
  }

  public String emoji() {
    return emoji;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
