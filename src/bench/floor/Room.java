package floor;

import jakarta.websocket.Session;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sockets that hear one another. No token, no database, no bound, no order where two write at once. */
final class Room {
  private static final Map<String, Room> ROOMS = new ConcurrentHashMap<>();
  private static final Executor FLUSHERS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          task -> {
            Thread thread = new Thread(task, "floor");
            thread.setDaemon(true);
            return thread;
          });

  private static final int FULL = 60_000;

  private final Set<Session> sockets = ConcurrentHashMap.newKeySet();
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean flushing = new AtomicBoolean();

  static Room named(String name) {
    return ROOMS.computeIfAbsent(name, absent -> new Room());
  }

  /** Who says that it is deaf only sends. */
  void enter(Session socket) {
    if (!socket.getRequestParameterMap().containsKey("deaf")) {
      sockets.add(socket);
    }
  }

  void leave(Session socket) {
    sockets.remove(socket);
  }

  void send(String text) {
    for (Session socket : sockets) {
      if (socket.isOpen()) {
        socket.getAsyncRemote().sendText(text);
      }
    }
  }

  /** What comes while the last flush runs goes out as one frame, a line each. */
  void sendGathered(String text) {
    waiting.add(text);
    if (flushing.compareAndSet(false, true)) {
      FLUSHERS.execute(this::flush);
    }
  }

  private void flush() {
    try {
      StringBuilder gathered = new StringBuilder();
      for (String text; gathered.length() < FULL && (text = waiting.poll()) != null; ) {
        gathered.append(gathered.isEmpty() ? "" : "\n").append(text);
      }
      send(gathered.toString());
    } finally {
      flushing.set(false);
      if (!waiting.isEmpty() && flushing.compareAndSet(false, true)) {
        FLUSHERS.execute(this::flush);
      }
    }
  }
}
