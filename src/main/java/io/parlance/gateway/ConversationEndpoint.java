package io.parlance.gateway;

import io.parlance.conversations.Conversations;
import io.parlance.hub.Connection;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;

/** The conversation door: one conversation, joined on open (protocol.md, section 1). */
@ServerEndpoint(
    value = "/v1/ws/{conversation_id}",
    configurator = Handshake.class,
    subprotocols = {"parlance.deflate.v1", "parlance.batch.v1"})
public class ConversationEndpoint extends Socket {
  private final Dispatcher dispatcher = bean(Dispatcher.class);
  private final Conversations conversations = bean(Conversations.class);

  /** Not a number: no conversation at all, which is told like one that may not be seen. */
  private long id = -1;

  /** The same door under its name without a version. */
  @ServerEndpoint(
      value = "/ws/{conversation_id}",
      configurator = Handshake.class,
      subprotocols = {"parlance.deflate.v1", "parlance.batch.v1"})
  public static class Alias extends ConversationEndpoint {}

  @Override
  void path(Map<String, String> parameters) {
    String text = parameters.get("conversation_id");
    if (text != null && text.matches("\\d{1,18}")) {
      id = Long.parseLong(text);
    }
  }

  @Override
  void admit(Caller caller) {
    if (id < 0) {
      throw Refused.notFound();
    }
    conversations.membership(caller, id);
  }

  @Override
  void opened(Connection connection) {
    dispatcher.enter(connection, id);
  }

  @Override
  void frame(Connection connection, String text) {
    dispatcher.frame(connection, text, id);
  }

  @Override
  Connection.Door door() {
    return Connection.Door.CONVERSATION;
  }

  @Override
  CloseReason unauthenticated() {
    return CloseReason.AUTHENTICATION_FAILED;
  }
}
