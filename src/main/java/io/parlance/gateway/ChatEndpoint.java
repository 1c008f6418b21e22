package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.protocol.CloseReason;
import jakarta.websocket.server.ServerEndpoint;

/** The chat door: many conversations over one socket (protocol.md, section 1). */
@ServerEndpoint(
    value = "/v1/ws/chat",
    configurator = Handshake.class,
    subprotocols = {"parlance.deflate.v1", "parlance.batch.v1"})
public class ChatEndpoint extends Socket {
  private final Dispatcher dispatcher = bean(Dispatcher.class);

  /** The same door under its name without a version. */
  @ServerEndpoint(
      value = "/ws/chat",
      configurator = Handshake.class,
      subprotocols = {"parlance.deflate.v1", "parlance.batch.v1"})
  public static class Alias extends ChatEndpoint {}

  @Override
  void opened(Connection connection) {
    dispatcher.greet(connection);
  }

  @Override
  void frame(Connection connection, String text) {
    dispatcher.frame(connection, text, null);
  }

  @Override
  Connection.Door door() {
    return Connection.Door.CHAT;
  }

  @Override
  CloseReason unauthenticated() {
    return CloseReason.AUTHENTICATION_FAILED;
  }
}
