package io.parlance.delivery;

import io.parlance.hub.Announcement;
import io.parlance.hub.Connection;
import io.parlance.hub.Hub;
import io.parlance.hub.Streams;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.Event;
import io.parlance.protocol.Frame;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * From a committed change to those who are to know it. Everything here is a hint: what gets lost is
 * mended from the database, by {@code resume} and by the sweep.
 */
@ApplicationScoped
public class FanOut {
  @Inject private Hub hub;
  @Inject private Streams streams;
  @Inject private Clock clock;

  // Written at startup by those who wait for changes: a handful.
  private final List<LongConsumer> watchers = new CopyOnWriteArrayList<>();
  // Likewise; they are given the person's id.
  private final List<LongConsumer> arrivals = new CopyOnWriteArrayList<>();

  /** Tells whoever wants to know that a conversation changed. It must be quick, and not throw. */
  public void watch(LongConsumer watcher) {
    watchers.add(watcher);
  }

  /** Tells whoever wants to know that somebody was brought into a conversation. */
  public void watchArrivals(LongConsumer watcher) {
    arrivals.add(watcher);
  }

  /** A change of a conversation, to all who joined it, in the order of {@code seq}. */
  public void announce(long conversationId, long seq, Event event) {
    String text = Frame.of(event, clock.instant());
    streams.announce(conversationId, new Announcement(seq, text));
    stir(conversationId);
  }

  /**
   * The same, where it is also the answer to one socket's command: that socket gets it once, with
   * the command's id, joined or not.
   */
  public void announce(
      long conversationId, long seq, Event event, Connection asker, String commandId) {
    if (asker == null) {
      announce(conversationId, seq, event);
      return;
    }
    String text = Frame.of(event, clock.instant());
    String answer = commandId == null ? text : answer(event, commandId);
    streams.announce(conversationId, new Announcement(seq, text, asker, answer));
    stir(conversationId);
  }

  /** Nothing changed, up to that change: the event is the answer to one socket's command only. */
  public void answerOnly(
      long conversationId, long seq, Event event, Connection asker, String commandId) {
    String answer = answer(event, commandId);
    streams.announce(conversationId, Announcement.answer(seq, asker, answer));
  }

  /** The event as the answer to the command with that id, which may be null. */
  private String answer(Event event, String commandId) {
    return Frame.of(event, commandId, clock.instant());
  }

  /** To all who joined the conversation, but for one person; it has no place in the order. */
  public void tellOthers(long conversationId, Event event, long userId) {
    streams.tellJoined(conversationId, event, userId);
  }

  /** To all who joined the conversation; it has no place in the order. */
  public void tellJoined(long conversationId, Event event) {
    streams.tellJoined(conversationId, event, -1);
  }

  /** To all sockets of these people. */
  public void tellUsers(Collection<Long> userIds, Event event) {
    hub.tellUsers(userIds, event);
    if (event instanceof Event.ChannelCreated) {
      userIds.forEach(userId -> arrivals.forEach(watcher -> watcher.accept(userId)));
    }
  }

  /** To all sockets of each of these people what concerns that one. */
  public void tellEach(Map<Long, ? extends Collection<? extends Event>> events) {
    hub.tellEach(events);
  }

  /**
   * To all sockets of one person; the one that asked gets it as the answer to its command.
   *
   * @param asker null where no socket asked
   */
  public void tellUser(long userId, Event event, Connection asker, String commandId) {
    if (asker != null) {
      asker.send(answer(event, commandId));
    }
    hub.tellOtherSockets(userId, event, asker);
  }

  /** Each event, once, to every socket that joined any of its conversations. */
  public void tellJoinedAny(Map<Event, ? extends Collection<Long>> events) {
    streams.tellJoinedAny(events);
  }

  /** Nobody listens to that conversation any more: it is closed. */
  public void close(long conversationId) {
    streams.listeners(conversationId).forEach(userId -> expel(conversationId, userId));
    stir(conversationId);
  }

  /** That person is no longer in the conversation, and hears nothing more of it. */
  public void expel(long conversationId, long userId) {
    for (Connection connection : hub.of(userId)) {
      if (streams.leave(connection, conversationId)
          && connection.door() == Connection.Door.CONVERSATION) {
        connection.closeAfterwards(CloseReason.CHANNEL_ACCESS_DENIED);
      }
    }
    stir(conversationId);
  }

  /** Somebody's place in a conversation changed, or the conversation itself. */
  public void stir(long conversationId) {
    watchers.forEach(watcher -> watcher.accept(conversationId));
  }
}
