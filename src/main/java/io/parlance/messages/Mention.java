package io.parlance.messages;

import io.parlance.storage.Mapping;
import java.util.UUID;

/**
 * Somebody was named in a message. Sparse: only what counts as a mention has a row.
 *
 * @param seq where the message was created: what lies beyond a read mark counts
 */
record Mention(UUID messageId, long userId, long conversationId, long seq) {
  static final Mapping<Mention> NEW =
      Mapping.<Mention>of("mentions")
          .set("message_id", UUID.class, Mention::messageId)
          .set("user_id", Long.class, Mention::userId)
          .set("conversation_id", Long.class, Mention::conversationId)
          .set("seq", Long.class, Mention::seq)
          .insert();

  Mention(Message message, long userId) {
    this(message.id(), userId, message.conversationId(), message.seq());
  }
}
