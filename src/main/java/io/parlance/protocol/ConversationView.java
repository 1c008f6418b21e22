package io.parlance.protocol;

import java.time.Instant;
import java.util.List;

/**
 * A conversation as one person sees it: protocol.md, section 5.
 *
 * @param name null for a direct one: each sees the other's name
 * @param participants up to eight of them; {@code participantCount} tells how many there are. None
 *     for somebody who has not joined
 * @param role the caller's own; null for somebody who has not joined
 * @param lastReadSeq up to which change the caller has read
 */
public record ConversationView(
    long id,
    String kind,
    String name,
    String topic,
    long ownerId,
    Instant createdAt,
    Instant updatedAt,
    Instant lastActivityAt,
    long lastSeq,
    int participantCount,
    List<ParticipantView> participants,
    String role,
    long lastReadSeq,
    long unreadCount,
    long mentionCount,
    MessageView lastMessage,
    boolean archived) {

  /** Somebody in it. */
  public record ParticipantView(
      long userId,
      String username,
      String name,
      String role,
      Instant joinedAt,
      long lastReadSeq,
      String status) {}
}
