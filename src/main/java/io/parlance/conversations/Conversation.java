package io.parlance.conversations;

import io.parlance.storage.Jdbc;
import io.parlance.storage.Mapping;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A place in which people talk. It holds the number of its last change.
 *
 * <p>Whoever calls {@link #change} holds the row's lock (PESSIMISTIC_WRITE): that is what keeps
 * {@code seq} without gaps, on one node and on many.
 */
@Entity
@Table(name = "conversations")
public class Conversation {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Enumerated(EnumType.STRING)
  private Kind kind;

  private String name;
  private String topic;

  @Column(name = "direct_key")
  private String directKey;

  @Column(name = "owner_id")
  private Long ownerId;

  @Column(name = "participant_count")
  private int participantCount;

  /** How often somebody came or went, or it was closed. */
  @Column(name = "member_changes")
  private long memberChanges;

  @Column(name = "last_seq")
  private long lastSeq;

  @Column(name = "message_count")
  private long messageCount;

  @Column(name = "deleted_count")
  private long deletedCount;

  @Column(name = "last_message_id")
  private UUID lastMessageId;

  @Column(name = "last_activity_at")
  private Instant lastActivityAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  @Column(name = "deleted_at")
  private Instant deletedAt;

  static final String COLUMNS =
      "id, kind, name, topic, direct_key, owner_id, participant_count, last_seq, message_count,"
          + " deleted_count, last_message_id, last_activity_at, created_at, updated_at, deleted_at";

  /** What a change changes in its row. */
  static final Mapping<Conversation> HEAD =
      Mapping.<Conversation>of("conversations")
          .set("last_seq", Long.class, c -> c.lastSeq)
          .set("message_count", Long.class, c -> c.messageCount)
          .set("deleted_count", Long.class, c -> c.deletedCount)
          .set("last_message_id", UUID.class, c -> c.lastMessageId)
          .set("last_activity_at", OffsetDateTime.class, c -> Jdbc.value(c.lastActivityAt))
          .set("updated_at", OffsetDateTime.class, c -> Jdbc.value(c.updatedAt))
          .by("id", Long.class, c -> c.id)
          .update();

  protected Conversation() {}

  /** A row of {@link #COLUMNS}. */
  static Conversation of(ResultSet row) throws SQLException {
    Conversation one = new Conversation();
    one.id = row.getLong(1);
    one.kind = Kind.valueOf(row.getString(2));
    one.name = row.getString(3);
    one.topic = row.getString(4);
    one.directKey = row.getString(5);
    one.ownerId = row.getLong(6);
    one.participantCount = row.getInt(7);
    one.lastSeq = row.getLong(8);
    one.messageCount = row.getLong(9);
    one.deletedCount = row.getLong(10);
    one.lastMessageId = row.getObject(11, UUID.class);
    one.lastActivityAt = Jdbc.instant(row, 12);
    one.createdAt = Jdbc.instant(row, 13);
    one.updatedAt = Jdbc.instant(row, 14);
    one.deletedAt = Jdbc.instant(row, 15);
    return one;
  }

  public Conversation(Kind kind, String name, String topic, long ownerId, Instant now) {
    this.kind = kind;
    this.name = name;
    this.topic = topic;
    this.ownerId = ownerId;
    this.lastActivityAt = now;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /** The key that makes a direct conversation between the same two the same one. */
  static String directKey(long one, long other) {
    return Math.min(one, other) + ":" + Math.max(one, other);
  }

  void between(long one, long other) {
    this.directKey = directKey(one, other);
  }

  /** Takes the next {@code seq}. The caller holds the row's lock. */
  public long change(Instant now) {
    updatedAt = now;
    return ++lastSeq;
  }

  /** Counts one more message, the last one, and gives its number. The caller holds the lock. */
  public long addMessage(UUID message, Instant now) {
    lastMessageId = message;
    lastActivityAt = now;
    return ++messageCount;
  }

  public void removeMessage() {
    deletedCount++;
  }

  void rename(String name, String topic, Instant now) {
    this.name = name;
    this.topic = topic;
    this.updatedAt = now;
  }

  void own(long ownerId) {
    this.ownerId = ownerId;
  }

  void count(int more) {
    participantCount += more;
    memberChanges++;
  }

  void delete(Instant now) {
    deletedAt = now;
    directKey = null;
    memberChanges++;
  }

  public Long id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public String topic() {
    return topic;
  }

  public Long ownerId() {
    return ownerId;
  }

  public int participantCount() {
    return participantCount;
  }

  public long memberChanges() {
    return memberChanges;
  }

  public long lastSeq() {
    return lastSeq;
  }

  public long messageCount() {
    return messageCount;
  }

  public long deletedCount() {
    return deletedCount;
  }

  public UUID lastMessageId() {
    return lastMessageId;
  }

  public Instant lastActivityAt() {
    return lastActivityAt;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  public boolean deleted() {
    return deletedAt != null;
  }
}
