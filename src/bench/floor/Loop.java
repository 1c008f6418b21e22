package floor;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;

/** The least that a chat server on this container can do: what comes in goes out to the room. */
@ServerEndpoint("/loop/{room}")
public class Loop {
  private Room room;

  @OnOpen
  public void open(Session socket, @PathParam("room") String name) {
    room = Room.named(name);
    room.enter(socket);
  }

  @OnMessage
  public void text(String text) {
    send(room, text);
  }

  void send(Room to, String text) {
    to.send(text);
  }

  @OnClose
  public void close(Session socket) {
    room.leave(socket);
  }
}
