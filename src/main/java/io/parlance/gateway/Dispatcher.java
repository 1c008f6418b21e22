package io.parlance.gateway;

import io.parlance.conversations.Conversations;
import io.parlance.hub.Connection;
import io.parlance.hub.Streams;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.limits.RateLimiter;
import io.parlance.messages.Messages;
import io.parlance.messages.Sent;
import io.parlance.people.People;
import io.parlance.presence.Typing;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Json;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.protocol.Text;
import io.parlance.reactions.Reactions;
import io.parlance.readstate.ReadState;
import io.parlance.security.Caller;
import io.parlance.storage.Faults;
import io.parlance.storage.Workers;
import io.parlance.timeline.CatchUp;
import io.parlance.timeline.Resumptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** From a frame to its room: reads the command, gives it on, and answers what goes wrong. */
@ApplicationScoped
public class Dispatcher {
  private static final int HEARTBEAT_SECONDS = 30;

  /** An error names a client id that is too long as well, as far as that tells anything. */
  private static final int MOST_NAMED = 256;

  @Inject private Conversations conversations;
  @Inject private Messages messages;
  @Inject private Reactions reactions;
  @Inject private ReadState readState;
  @Inject private Typing typing;
  @Inject private CatchUp catchUp;
  @Inject private Resumptions resumptions;
  @Inject private Reads reads;
  @Inject private People people;
  @Inject private Streams streams;
  @Inject private Workers workers;
  @Inject private RateLimiter rates;
  @Inject private Limits limits;
  @Inject private Faults faults;
  @Inject private Clock clock;

  private Request request(Connection connection, String id, String clientId, Long ownChannel) {
    return new Request(connection, id, clientId, ownChannel, faults, clock);
  }

  /** The first frame of every socket. */
  public void greet(Connection connection) {
    Caller caller = connection.caller();
    Reply greeting =
        new Reply.Connected(
            person(caller), connection.id(), HEARTBEAT_SECONDS, limits.told(), clock.instant());
    connection.greet(Frame.of(greeting, null, clock.instant()));
  }

  /** A conversation door is joined on open: whoever is greeted there misses nothing more. */
  public void enter(Connection connection, long channelId) {
    catchUp.enter(
        connection, channelId, () -> greet(connection), joined -> joined(joined, false, null));
  }

  /** One text frame. Whatever it is, it is answered and nothing is thrown. */
  public void frame(Connection connection, String text, Long ownChannel) {
    if (tooLarge(text)) {
      connection.close(CloseReason.TOO_LARGE);
      return;
    }
    Request request = request(connection, null, null, ownChannel);
    try {
      JsonValue value = Json.read(text);
      if (value instanceof JsonArray array && connection.form().takesArrays()) {
        if (array.isEmpty()) {
          rates.take(connection.userId(), RateLimiter.Kind.FRAMES);
        }
        array.forEach(each -> command(connection, each, ownChannel));
      } else {
        command(connection, value, ownChannel);
      }
    } catch (Refused broken) {
      refuse(request, counted(connection, broken));
    }
  }

  /** What is not even JSON counts as a frame too. */
  private Refused counted(Connection connection, Refused broken) {
    try {
      rates.take(connection.userId(), RateLimiter.Kind.FRAMES);
      return broken;
    } catch (Refused tooMany) {
      return tooMany;
    }
  }

  private void refuse(Request request, Refused refused) {
    request.refuse(refused);
    Connection connection = request.connection();
    if (refused.code() == ErrorCode.RATE_LIMITED
        && connection.flood() > limits.value(Limit.FLOOD_FRAMES)) {
      connection.close(CloseReason.POLICY);
    }
  }

  private boolean tooLarge(String text) {
    int most = limits.value(Limit.FRAME_BYTES);
    return text.length() > most
        || (text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most);
  }

  private void command(Connection connection, JsonValue value, Long ownChannel) {
    Request request = request(connection, null, null, ownChannel);
    try {
      rates.take(connection.userId(), RateLimiter.Kind.FRAMES);
      connection.calm();
      if (!(value instanceof JsonObject object)) {
        throw new Refused(ErrorCode.INVALID_MESSAGE, "a frame is a JSON object");
      }
      request =
          request(
              connection,
              text(object, 64, "id"),
              text(object, MOST_NAMED, "client_id"),
              ownChannel);
      Command.Envelope envelope = Command.Envelope.of(object);
      if (isJoin(envelope.type())) {
        readJoin(request, envelope);
      } else {
        carryOut(request, Command.of(envelope, ownChannel));
      }
    } catch (Refused refused) {
      refuse(request, refused);
    } catch (RuntimeException e) {
      request.fail(e);
    }
  }

  private static boolean isJoin(String type) {
    return "join".equals(type) || "join_channel".equals(type);
  }

  private void readJoin(Request request, Command.Envelope envelope) {
    try {
      carryOut(request, Command.of(envelope, request.ownChannel()));
    } catch (Refused refused) {
      request.refuseAs("channel_join_error", refused, null);
    }
  }

  private void carryOut(Request request, Command command) {
    Caller caller = request.connection().caller();
    if (command instanceof Command.Send send) {
      send(request, send);
    } else if (command instanceof Command.Join join) {
      join(request, join);
    } else if (command instanceof Command.Leave leave) {
      streams.leave(request.connection(), leave.channelId());
      request.answer(new Reply.ChannelLeft(leave.channelId()));
    } else if (command instanceof Command.Edit edit) {
      request.watch(messages.edit(caller, edit.messageId(), edit.content(), request.asker()));
    } else if (command instanceof Command.Delete delete) {
      request.watch(messages.delete(caller, delete.messageId(), request.asker()));
    } else if (command instanceof Command.React it) {
      request.watch(reactions.add(caller, it.messageId(), it.emoji(), request.asker()));
    } else if (command instanceof Command.Unreact it) {
      request.watch(reactions.remove(caller, it.messageId(), it.emoji(), request.asker()));
    } else if (command instanceof Command.MarkRead mark) {
      request.watch(readState.markRead(caller, mark.channelId(), mark.seq(), request.asker()));
    } else if (command instanceof Command.Typing it) {
      typing(request, it);
    } else if (command instanceof Command.Resume resume) {
      resumptions.start(request.connection(), resume.channels(), request.id());
    } else if (command instanceof Command.Authenticate authenticate) {
      request.watch(
          workers
              .call(() -> people.signIn(authenticate.token()))
              .thenAccept(fresh -> renew(request, fresh)));
    } else if (command instanceof Command.Ping) {
      request.send(Frame.pong(request.id(), clock.instant()));
    } else {
      reads.read(request, command);
    }
  }

  private void send(Request request, Command.Send send) {
    Caller caller = request.connection().caller();
    request.watch(messages.send(caller, send, request.acknowledgement(Sent::acknowledgement)));
    typing.stopped(caller, send.channelId());
  }

  /** A member need not have joined to type. It has no answer, not even a refusal. */
  private void typing(Request request, Command.Typing it) {
    Caller caller = request.connection().caller();
    CompletableFuture<?> member =
        streams.hasJoined(request.connection(), it.channelId())
            ? CompletableFuture.completedFuture(null)
            : workers.call(() -> conversations.membership(caller, it.channelId()));
    member.thenRun(() -> typing.typing(caller, it.channelId(), it.isTyping()));
  }

  private void join(Request request, Command.Join join) {
    catchUp
        .join(
            request.connection(),
            join.channelId(),
            joined -> joined(joined, join.shortName(), request.id()))
        .exceptionally(
            failure -> {
              Refused why = faults.refusal(failure);
              request.send(Frame.notJoined(why, request.id(), join.channelId(), clock.instant()));
              return null;
            });
  }

  private String joined(Reply.ChannelJoined joined, boolean shortName, String commandId) {
    String type = shortName ? "joined" : "channel_joined";
    return Frame.of(type, commandId, null, Json.write(joined), clock.instant());
  }

  /** A fresh token must be of the same person; anybody else's is refused and changes nothing. */
  private void renew(Request request, Caller fresh) {
    Connection connection = request.connection();
    if (fresh.userId() != connection.userId()) {
      throw new Refused(ErrorCode.ACCESS_DENIED, "the token is somebody else's");
    }
    connection.renew(fresh);
    request.answer(new Reply.Authenticated(person(fresh), fresh.expiresAt()));
  }

  private static Reply.Person person(Caller caller) {
    return new Reply.Person(
        caller.userId(), caller.username(), caller.name(), List.copyOf(caller.roles()));
  }

  private static String text(JsonObject object, int most, String name) {
    return object.get(name) instanceof JsonString string && Text.length(string.getString()) <= most
        ? string.getString()
        : null;
  }
}
