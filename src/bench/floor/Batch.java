package floor;

import jakarta.websocket.server.ServerEndpoint;

/** The same, where what has gathered in a room goes out as one frame. */
@ServerEndpoint("/batch/{room}")
public class Batch extends Loop {
  @Override
  void send(Room to, String text) {
    to.sendGathered(text);
  }
}
