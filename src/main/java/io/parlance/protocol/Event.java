package io.parlance.protocol;

import io.parlance.protocol.MessageView.Parent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fact that clients are told: protocol.md, section 3, "Events".
 *
 * <p>The record's name in snake_case is the frame's {@code type}, its components are the {@code
 * data}. What takes a {@code seq} carries it, so that a client can see a gap.
 */
public sealed interface Event {

  record NewMessage(long channelId, long seq, MessageView message, UUID parentId)
      implements Event {}

  record NewReply(long channelId, long seq, MessageView message, UUID parentId, Parent parent)
      implements Event {}

  record MessageUpdated(long channelId, long seq, MessageView message) implements Event {}

  /** With what is left of it: whoever never had the message learns its place. */
  record MessageDeleted(
      long channelId, long seq, UUID messageId, MessageView message, Parent parent)
      implements Event {}

  record ReactionAdded(
      long channelId, long seq, UUID messageId, long userId, String emoji, MessageView message)
      implements Event {}

  record ReactionRemoved(
      long channelId, long seq, UUID messageId, long userId, String emoji, MessageView message)
      implements Event {}

  record ChannelCreated(ConversationView channel) implements Event {}

  record ChannelUpdated(ConversationView channel) implements Event {}

  record ChannelDeleted(ConversationView channel) implements Event {}

  record MemberJoined(long channelId, long userId, String role) implements Event {}

  record MemberLeft(long channelId, long userId) implements Event {}

  record UnreadCountUpdated(long channelId, long count, long mentions, long lastReadSeq)
      implements Event {}

  record ReadReceipt(long channelId, long userId, long seq) implements Event {}

  record UserTyping(long channelId, long userId, String username, boolean isTyping)
      implements Event {}

  record UserStatus(long userId, String status, Instant lastSeenAt) implements Event {}

  record TokenExpiring(Instant expiresAt) implements Event {}

  record ServerNotice(String message, String level) implements Event {}

  /** The {@code type} on the wire. */
  default String type() {
    return Names.of(getClass());
  }

  /** Whether a client that reads too slowly may miss it. */
  default boolean mayBeDropped() {
    return this instanceof UserTyping || this instanceof UserStatus;
  }

  /** Class names in snake_case; bounded by the number of records of this package. */
  final class Names {
    private static final Map<Class<?>, String> NAMES = new ConcurrentHashMap<>();

    private Names() {}

    static String of(Class<?> type) {
      return NAMES.computeIfAbsent(
          type,
          t ->
              t.getSimpleName()
                  .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                  .toLowerCase(java.util.Locale.ROOT));
    }
  }
}
