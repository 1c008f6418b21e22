package io.parlance.conversations;

import io.parlance.protocol.MessageView;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** What was said last: the messages' room, which is above this one, tells it. */
public interface LastMessages {
  /** The messages with these ids, as clients see them. */
  Map<UUID, MessageView> byId(Collection<UUID> ids);
}
