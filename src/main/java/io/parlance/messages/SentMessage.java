package io.parlance.messages;

import io.parlance.protocol.MessageView;
import io.parlance.protocol.MessageView.ReactionCount;
import io.parlance.protocol.MessageView.Sender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What REST answers to a sending: the message, and what {@code message_sent} tells besides. */
public record SentMessage(
    UUID messageId,
    boolean duplicate,
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

  static SentMessage of(MessageView m, boolean duplicate) {
    return new SentMessage(
        m.id(),
        duplicate,
        m.id(),
        m.channelId(),
        m.seq(),
        m.changedSeq(),
        m.senderId(),
        m.sender(),
        m.content(),
        m.parentId(),
        m.replyCount(),
        m.lastReplyAt(),
        m.reactions(),
        m.mentions(),
        m.clientId(),
        m.createdAt(),
        m.editedAt(),
        m.deleted(),
        m.attachments());
  }
}
