package io.parlance.timeline;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.Conversations;
import io.parlance.conversations.Participant;
import io.parlance.hub.Connection;
import io.parlance.hub.Hub;
import io.parlance.hub.Streams;
import io.parlance.hub.Subscription;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.presence.Presence;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Frame;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.storage.Faults;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Joining and resuming: register first, then read, then apply. What happens while the database is
 * read is held and follows, so that nothing is missed and nothing comes twice.
 */
@ApplicationScoped
public class CatchUp {
  /** How many missed changes are read and sent at once. */
  private static final int PART = 100;

  /** A socket with so much still to send is given time to read before it gets more. */
  private static final int ENOUGH = 200;

  private static final int PAUSE_MILLIS = 20;

  /** So many conversations of one socket may wait to be resumed; beyond it, it is told to wait. */
  private static final int MOST_RESUMED = 10_000;

  @Inject private Hub hub;
  @Inject private Streams streams;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private Conversations conversations;
  @Inject private Presence presence;
  @Inject private Missed missed;
  @Inject private Limits limits;
  @Inject private Faults faults;
  @Inject private Clock clock;

  // What each socket is being sent, the first now; written by resume and by the end of each, which
  // comes also where the socket has gone.
  private final Map<Connection, Deque<Resumption>> resuming = new ConcurrentHashMap<>();

  /** Joins. Completed when the answer is on its way, or with {@code Refused}. */
  public CompletableFuture<Void> join(Connection connection, long channelId, Answer answer) {
    Subscription subscription = streams.join(connection, channelId);
    return workers
        .call(() -> snapshot(connection, subscription))
        .thenAccept(
            joined -> {
              if (!streams.isThere(subscription)) {
                throw new Refused(ErrorCode.CONFLICT, "it was left meanwhile");
              }
              goLive(connection, subscription, joined, answer);
            })
        .exceptionally(
            failure -> {
              throw giveUp(subscription, failure);
            });
  }

  /**
   * It could not be read. Who listened before goes on where it was, unless it may no longer; for
   * anybody else it is as if nobody had asked.
   */
  private Refused giveUp(Subscription subscription, Throwable failure) {
    Refused refused = faults.refusal(failure);
    if (refused.code() == ErrorCode.NOT_FOUND || !streams.isThere(subscription)) {
      streams.leave(subscription);
    } else {
      streams.giveUp(subscription);
    }
    return refused;
  }

  /**
   * Joins at once, on a thread that may wait for the database: what happens after the greeting is
   * told.
   *
   * @throws Refused if the conversation may no longer be seen
   */
  public void enter(Connection connection, long channelId, Runnable greeting, Answer answer) {
    Subscription subscription = streams.join(connection, channelId);
    Reply.ChannelJoined joined = workers.inTransaction(() -> snapshot(connection, subscription));
    greeting.run();
    goLive(connection, subscription, joined, answer);
  }

  /** Makes the frame that answers a join. */
  @FunctionalInterface
  public interface Answer {
    String to(Reply.ChannelJoined joined);
  }

  private void goLive(
      Connection connection, Subscription subscription, Reply.ChannelJoined joined, Answer answer) {
    if (!streams.joined(subscription, joined.lastSeq(), answer.to(joined))) {
      // more happened than was held: what the client reads from here on is later anyway
      Reply.ChannelJoined again = workers.inTransaction(() -> snapshot(connection, subscription));
      goLive(connection, subscription, again, answer);
    }
  }

  private Reply.ChannelJoined snapshot(Connection connection, Subscription subscription) {
    long channelId = subscription.conversationId();
    Participant self = membership(connection, subscription);
    Conversation conversation = conversations.known(channelId);
    return new Reply.ChannelJoined(
        channelId,
        conversation.lastSeq(),
        self.readSeq(),
        self.unread(conversation.messageCount()),
        presence.online(conversations.participantIds(channelId)));
  }

  /** The stream learns for which change of the members that holds: the sweep goes on from there. */
  private Participant membership(Connection connection, Subscription subscription) {
    Conversation before = conversations.known(subscription.conversationId());
    Participant self = conversations.membership(connection.caller(), subscription.conversationId());
    subscription.stream().readAt(before.memberChanges());
    return self;
  }

  /** Sends what was missed in these conversations, one after the other, and joins them. */
  public void resume(Connection connection, List<Command.After> channels, String commandId) {
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
    Deque<Resumption> left =
        resuming.computeIfPresent(
            connection,
            (key, all) -> {
              all.remove();
              return all.isEmpty() ? null : all;
            });
    if (left != null) {
      left.element().next();
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
      if (!hub.isOpen(connection) || connection.closing() != null) {
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

    /** Reads and sends a part; waits first where the client has not yet read what it got. */
    private void step() {
      if (!hub.isOpen(connection) || connection.closing() != null) {
        resuming.remove(connection);
        return;
      }
      if (connection.waiting() > ENOUGH) {
        threads.timer().schedule(this::step, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return;
      }
      workers
          .call(this::read)
          .thenAccept(this::send)
          .exceptionally(
              failure -> {
                refuse(failure);
                return null;
              });
    }

    private Read read() {
      membership(connection, subscription);
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
      Missed.Part part = read.part();
      connection.send(
          part.changes().stream().map(c -> Frame.of(c.event(), clock.instant())).toList());
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
      Refused refused = giveUp(subscription, failure);
      connection.send(Frame.notJoined(refused, commandId, channelId, clock.instant()));
      if (refused.code() == ErrorCode.UNAVAILABLE) {
        threads.timer().schedule(this::next, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        next();
      }
    }
  }
}
