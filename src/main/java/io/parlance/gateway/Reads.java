package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.presence.Presence;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.security.Caller;
import io.parlance.storage.Turns;
import io.parlance.storage.Workers;
import io.parlance.timeline.History;
import io.parlance.timeline.Online;
import io.parlance.timeline.RoomList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Commands that no lane carries out: what is read from the database, and one's own status. */
@ApplicationScoped
class Reads {
  /** Conversations of one {@code room_list}. */
  private static final int MOST_ROOMS = 300;

  /** Of one person, over all sockets, by the eight threads that work with the database. */
  private static final int AT_ONCE = 4;

  @Inject private History history;
  @Inject private RoomList roomList;
  @Inject private Online online;
  @Inject private Presence presence;
  @Inject private Workers workers;
  @Inject private Clock clock;

  private final Turns readings = new Turns(AT_ONCE);

  /** One after the other: what somebody chose last is what stays. */
  private final Turns choices = new Turns(1);

  void read(Request request, Command command) {
    Caller caller = request.connection().caller();
    if (command instanceof Command.GetMessages get) {
      request.reply(
          reading(request, () -> history.page(caller, get.position())),
          page -> new Reply.MessageList(page.channelId(), page.messages(), page.hasMore()));
    } else if (command instanceof Command.GetOnlineUsers get) {
      request.reply(
          reading(request, () -> online.of(caller, get.channelId())),
          ids -> new Reply.OnlineUsers(ids, ids.size(), get.channelId()));
    } else if (command instanceof Command.GetRoomList) {
      request.watch(
          reading(request, () -> roomList.of(caller, 0, null, MOST_ROOMS))
              .thenAccept(
                  page ->
                      request.send(Frame.roomList(page.rooms(), request.id(), clock.instant()))));
    } else if (command instanceof Command.StatusUpdate update) {
      request.watch(
          choices
              .call(
                  caller.userId(),
                  () -> workers.call(() -> presence.choose(caller, update.status())))
              .thenAccept(request::answer));
    }
  }

  /** Few of one person at once, and none for a socket that has been closed meanwhile. */
  private <T> CompletableFuture<T> reading(Request request, Supplier<T> task) {
    Connection connection = request.connection();
    return readings.call(
        connection.userId(),
        () ->
            connection.closing() == null
                ? workers.call(task)
                : CompletableFuture.failedFuture(
                    new Refused(ErrorCode.UNAVAILABLE, "its socket is closed")));
  }
}
