package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.protocol.CloseReason;
import io.parlance.topics.TopicSession;
import io.parlance.topics.Topics;
import jakarta.websocket.server.ServerEndpoint;

/** The topics door: live updates of application objects (protocol.md, section 4). */
@ServerEndpoint(
    value = "/v1/ws",
    configurator = Handshake.class,
    subprotocols = {"parlance.deflate.v1", "parlance.batch.v1"})
public class TopicEndpoint extends Socket {
  private final Topics topics = bean(Topics.class);
  private final TopicDispatcher dispatcher = bean(TopicDispatcher.class);

  private volatile TopicSession session;

  /** The same door under its name without a version. */
  @ServerEndpoint(
      value = "/ws",
      configurator = Handshake.class,
      subprotocols = {"parlance.deflate.v1", "parlance.batch.v1"})
  public static class Alias extends TopicEndpoint {}

  /** Says nothing: a dashboard knows the frames of its own door only. */
  @Override
  void opened(Connection connection) {
    session = topics.open(connection);
    connection.begin();
  }

  @Override
  void frame(Connection connection, String text) {
    dispatcher.frame(connection, session, text);
  }

  @Override
  Connection.Door door() {
    return Connection.Door.TOPICS;
  }

  @Override
  CloseReason unauthenticated() {
    return CloseReason.TOPICS_UNAUTHORIZED;
  }
}
