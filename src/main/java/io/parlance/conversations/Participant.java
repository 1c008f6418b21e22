package io.parlance.conversations;

import io.parlance.storage.Jdbc;
import io.parlance.storage.Mapping;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** One person in one conversation: the role, and how far that person has read. */
@Entity
@DynamicUpdate // what somebody else changes meanwhile stays changed
@Table(name = "conversation_participants")
@IdClass(Participant.Key.class)
public class Participant {

  /** Which person in which conversation. */
  public record Key(Long conversationId, Long userId) implements Serializable {}

  @Id
  @Column(name = "conversation_id")
  private Long conversationId;

  @Id
  @Column(name = "user_id")
  private Long userId;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "joined_at")
  private Instant joinedAt;

  @Column(name = "read_seq")
  private long readSeq;

  @Column(name = "read_number")
  private long readNumber;

  @Column(name = "deleted_beyond")
  private long deletedBeyond;

  static final String COLUMNS =
      "conversation_id, user_id, role, joined_at, read_seq, read_number, deleted_beyond";

  /** How far the person has read. */
  static final Mapping<Participant> MARK =
      Mapping.<Participant>of("conversation_participants")
          .set("read_seq", Long.class, p -> p.readSeq)
          .set("read_number", Long.class, p -> p.readNumber)
          .set("deleted_beyond", Long.class, p -> p.deletedBeyond)
          .by("conversation_id", Long.class, p -> p.conversationId)
          .by("user_id", Long.class, p -> p.userId)
          .update();

  protected Participant() {}

  /** A row of {@link #COLUMNS}. */
  static Participant of(ResultSet row) throws SQLException {
    Participant one = new Participant();
    one.conversationId = row.getLong(1);
    one.userId = row.getLong(2);
    one.role = Role.valueOf(row.getString(3));
    one.joinedAt = Jdbc.instant(row, 4);
    one.readSeq = row.getLong(5);
    one.readNumber = row.getLong(6);
    one.deletedBeyond = row.getLong(7);
    return one;
  }

  /** A newcomer has nothing unread: what was said before is there to be read, not to be counted. */
  public Participant(Conversation conversation, long userId, Role role, Instant joinedAt) {
    this.conversationId = conversation.id();
    this.userId = userId;
    this.role = role;
    this.joinedAt = joinedAt;
    this.readSeq = conversation.lastSeq();
    this.readNumber = conversation.messageCount();
  }

  public static Key key(long conversationId, long userId) {
    return new Key(conversationId, userId);
  }

  /** How many messages lie beyond what was read, without counting a row. */
  public long unread(long messageCount) {
    return Math.max(0, messageCount - readNumber - deletedBeyond);
  }

  /** How far a person has read, in one. */
  public record Mark(long readSeq, long readNumber, long deletedBeyond) {}

  public Mark mark() {
    return new Mark(readSeq, readNumber, deletedBeyond);
  }

  /**
   * Everything up to that change is read.
   *
   * @param seq the change
   * @param number the number of the last message up to there
   * @param deletedBeyond how many deleted messages come after it
   */
  public void read(long seq, long number, long deletedBeyond) {
    this.readSeq = seq;
    this.readNumber = number;
    this.deletedBeyond = deletedBeyond;
  }

  void become(Role role) {
    this.role = role;
  }

  public Long conversationId() {
    return conversationId;
  }

  public Long userId() {
    return userId;
  }

  public Role role() {
    return role;
  }

  public Instant joinedAt() {
    return joinedAt;
  }

  public long readSeq() {
    return readSeq;
  }

  public long readNumber() {
    return readNumber;
  }

  public long deletedBeyond() {
    return deletedBeyond;
  }
}
