package io.parlance.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The direct answer to one command: protocol.md, section 3, the table of commands. */
public sealed interface Reply {

  record Connected(
      Person user,
      String connectionId,
      int heartbeatInterval,
      Map<String, Long> limits,
      Instant serverTime)
      implements Reply {}

  record Authenticated(Person user, Instant expiresAt) implements Reply {}

  /** Also told as {@code joined}, to a client that said {@code join}. */
  record ChannelJoined(
      long channelId, long lastSeq, long lastReadSeq, long unreadCount, List<Long> membersOnline)
      implements Reply {}

  record ChannelLeft(long channelId) implements Reply {}

  record MessageSent(
      String clientId,
      UUID messageId,
      long channelId,
      long seq,
      Instant createdAt,
      boolean duplicate)
      implements Reply {}

  record MessageList(long channelId, List<MessageView> messages, boolean hasMore)
      implements Reply {}

  record OnlineUsers(List<Long> onlineUsers, int count, Long conversationId) implements Reply {}

  record Resumed(long channelId, long lastSeq, boolean complete) implements Reply {}

  /** Who the socket belongs to. */
  record Person(long id, String username, String name, List<String> roles) {}

  /** The {@code type} on the wire. */
  default String type() {
    return Event.Names.of(getClass());
  }
}
