package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.messages.Acknowledgement;
import io.parlance.messages.Messages.Asker;
import io.parlance.protocol.Event;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.storage.Faults;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** One command of one socket, and how it is answered. */
final class Request {
  private final Faults faults;
  private final Clock clock;
  private final Connection connection;
  private final String id;
  private final String clientId;
  private final Long ownChannel;

  Request(
      Connection connection,
      String id,
      String clientId,
      Long ownChannel,
      Faults faults,
      Clock clock) {
    this.faults = faults;
    this.clock = clock;
    this.connection = connection;
    this.id = id;
    this.clientId = clientId;
    this.ownChannel = ownChannel;
  }

  Connection connection() {
    return connection;
  }

  String id() {
    return id;
  }

  Long ownChannel() {
    return ownChannel;
  }

  Asker asker() {
    return new Asker(connection, id);
  }

  void send(String frame) {
    connection.send(frame);
  }

  /** Answers once it is stored, by the same write as the event where that comes here too. */
  <T> Acknowledgement<T> acknowledgement(Function<T, Reply> reply) {
    return new Acknowledgement<>() {
      @Override
      public void prepare(T result) {
        connection.prepare(Frame.of(reply.apply(result), id, clock.instant()));
      }

      @Override
      public void send() {
        connection.flush();
      }
    };
  }

  void answer(Reply reply) {
    connection.send(Frame.of(reply, id, clock.instant()));
  }

  /** An event that is the answer as well. */
  void answer(Event event) {
    connection.send(Frame.of(event, id, clock.instant()));
  }

  void refuse(Refused refused) {
    connection.send(Frame.of(refused, id, clientId, clock.instant()));
  }

  void refuseAs(String type, Refused refused, String channelId) {
    connection.send(Frame.refusal(type, refused, id, clientId, channelId, clock.instant()));
  }

  void fail(Throwable failure) {
    refuse(faults.refusal(failure));
  }

  /** What answers by itself where it goes well. */
  void watch(CompletableFuture<?> doing) {
    doing.whenComplete(
        (result, failure) -> {
          if (failure != null) {
            fail(failure);
          }
        });
  }

  <T> void reply(CompletableFuture<T> reading, Function<T, Reply> reply) {
    watch(reading.thenAccept((Consumer<T>) result -> answer(reply.apply(result))));
  }
}
