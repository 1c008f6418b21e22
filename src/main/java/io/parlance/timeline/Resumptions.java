package io.parlance.timeline;

import io.parlance.conversations.Conversations;
import io.parlance.hub.Bundle;
import io.parlance.hub.Connection;
import io.parlance.hub.Hub;
import io.parlance.hub.Streams;
import io.parlance.hub.Subscription;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code resume}: joining with what was missed, by the road of {@link CatchUp}, part by part and as
 * fast as the client reads.
 */
@ApplicationScoped
public class Resumptions {
  /** How many missed changes are read at once. */
  private static final int PART = 100;

  private static final int PAUSE_MILLIS = 20;

  /** So many conversations of one socket may wait to be resumed; beyond it, it is told to wait. */
  private static final int MOST_RESUMED = 10_000;

  @Inject private CatchUp joining;
  @Inject private Hub hub;
  @Inject private Streams streams;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private Conversations conversations;
  @Inject private Missed missed;
  @Inject private Limits limits;
  @Inject private Clock clock;

  // What each socket is being sent, the first now; written by resume and by the end of each, which
  // comes also where the socket has gone.
  private final Map<Connection, Deque<Resumption>> resuming = new ConcurrentHashMap<>();

  /** Sends what was missed in these conversations, one after the other, and joins them. */
  public void start(Connection connection, List<Command.After> channels, String commandId) {
    Resumption resumption = new Resumption(connection, channels, commandId);
    if (!channels.isEmpty() && isFirst(resumption)) {
      resumption.next();
    }
  }

  /** One at a time of each socket: a client that asks for much and often waits for itself. */
  private boolean isFirst(Resumption resumption) {
    boolean[] first = new boolean[1];
    resuming.compute(
        resumption.connection,
        (connection, before) -> {
          Deque<Resumption> all = before == null ? new ArrayDeque<>(1) : before;
          all.add(resumption);
          if (all.stream().mapToInt(each -> each.size).sum() > MOST_RESUMED) {
            all.removeLast();
            throw new Refused(ErrorCode.RATE_LIMITED, "too much is being resumed; wait");
          }
          first[0] = all.size() == 1;
          return all;
        });
    return first[0];
  }

  private void resumeNext(Connection connection) {
    Resumption[] next = new Resumption[1];
    resuming.computeIfPresent(
        connection,
        (key, all) -> {
          all.remove();
          next[0] = all.peek();
          return all.isEmpty() ? null : all;
        });
    if (next[0] != null) {
      next[0].next();
    }
  }

  /** One {@code resume} on its way. Each step runs on a worker, one after the other. */
  private final class Resumption {
    private final Connection connection;
    private final Iterator<Command.After> channels;
    private final int size;
    private final String commandId;

    private Subscription subscription;
    private long channelId;
    private long position;
    private int sent;

    Resumption(Connection connection, List<Command.After> channels, String commandId) {
      this.connection = connection;
      this.channels = channels.iterator();
      this.size = channels.size();
      this.commandId = commandId;
    }

    void next() {
      if (isGone()) {
        resuming.remove(connection);
        return;
      }
      if (!channels.hasNext()) {
        resumeNext(connection);
        return;
      }
      Command.After after = channels.next();
      channelId = after.channelId();
      position = after.afterSeq();
      sent = 0;
      subscription = streams.join(connection, channelId);
      step();
    }

    /** Reads a part and sends it. */
    private void step() {
      onWorker(this::read, this::send);
    }

    private <T> void onWorker(Supplier<T> work, Consumer<T> onward) {
      if (isGone()) {
        resuming.remove(connection);
        return;
      }
      workers
          .call(work)
          .thenAccept(onward)
          .exceptionally(
              failure -> {
                refuse(failure);
                return null;
              });
    }

    private boolean isGone() {
      return !hub.isOpen(connection) || connection.closing() != null;
    }

    private Read read() {
      joining.membership(connection, subscription);
      int left = limits.value(Limit.RESUME_CHANGES) - sent;
      // the head first: what comes after it is held, or in the part as well
      long head = conversations.known(channelId).lastSeq();
      Missed.Part part =
          position >= head
              ? new Missed.Part(List.of(), false)
              : missed.after(channelId, position, Math.min(PART, left));
      return new Read(head, part);
    }

    private record Read(long head, Missed.Part part) {}

    private void send(Read read) {
      List<String> frames =
          read.part().changes().stream().map(c -> Frame.of(c.event(), clock.instant())).toList();
      send(frames, () -> sent(read));
    }

    /** As much at once as one text holds; the rest when the client has read what it got. */
    private void send(List<String> frames, Runnable onward) {
      if (frames.isEmpty()) {
        onward.run();
      } else if (connection.isBusy()) {
        Runnable again = () -> onWorker(() -> frames, rest -> send(rest, onward));
        threads.timer().schedule(again, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        int some = Bundle.fitting(frames, Function.identity());
        connection.send(frames.subList(0, some));
        send(frames.subList(some, frames.size()), onward);
      }
    }

    private void sent(Read read) {
      Missed.Part part = read.part();
      sent += part.changes().size();
      position = part.lastSeq(position);
      boolean complete = !part.hasMore();
      if (!complete && sent < limits.value(Limit.RESUME_CHANGES)) {
        step();
        return;
      }
      // never what the client says: it may know more than is there
      long head = part.changes().isEmpty() ? read.head() : Math.max(read.head(), position);
      String resumed =
          Frame.of(new Reply.Resumed(channelId, head, complete), commandId, clock.instant());
      if (streams.resumed(subscription, head, resumed)) {
        next();
      } else {
        step();
      }
    }

    private void refuse(Throwable failure) {
      Refused refused = joining.giveUp(subscription, failure);
      connection.send(Frame.notJoined(refused, commandId, channelId, clock.instant()));
      if (refused.code() == ErrorCode.UNAVAILABLE) {
        threads.timer().schedule(this::next, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        next();
      }
    }
  }
}
