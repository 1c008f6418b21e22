package io.parlance.protocol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message as clients see it: protocol.md, section 3, "A message".
 *
 * @param channelId the conversation's id
 * @param seq the change that created it
 * @param changedSeq the change that it last took part in
 * @param content null once it is deleted
 * @param mentions ids of the people whom it names
 */
public record MessageView(
    UUID id,
    long channelId,
    long seq,
    long changedSeq,
    long senderId,
    Sender sender,
    String content,
    UUID parentId,
    int replyCount,
    Instant lastReplyAt,
    List<ReactionCount> reactions,
    List<Long> mentions,
    String clientId,
    Instant createdAt,
    Instant editedAt,
    boolean deleted,
    List<String> attachments) {

  /** Who wrote it. */
  public record Sender(long id, String username, String name) {}

  /** One emoji and who gave it, in the order in which they did. */
  public record ReactionCount(String emoji, int count, List<Long> userIds) {}

  /** What a reply changes about the message that it answers. */
  public record Parent(UUID id, int replyCount, Instant lastReplyAt) {}
}
