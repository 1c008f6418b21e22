package io.parlance.reactions;

import io.parlance.storage.Jdbc;
import io.parlance.storage.Mapping;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** One person's one emoji on one message. */
record Reaction(UUID messageId, long userId, String emoji, Instant createdAt) {
  static final Mapping<Reaction> GIVEN =
      Mapping.<Reaction>of("reactions")
          .set("message_id", UUID.class, Reaction::messageId)
          .set("user_id", Long.class, Reaction::userId)
          .set("emoji", String.class, Reaction::emoji)
          .set("created_at", OffsetDateTime.class, r -> Jdbc.value(r.createdAt))
          .insert();

  static final Mapping<Reaction> TAKEN_BACK =
      Mapping.<Reaction>of("reactions")
          .by("message_id", UUID.class, Reaction::messageId)
          .by("user_id", Long.class, Reaction::userId)
          .by("emoji", String.class, Reaction::emoji)
          .delete();
}
