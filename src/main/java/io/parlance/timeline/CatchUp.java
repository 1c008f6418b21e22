package io.parlance.timeline;

import io.parlance.conversations.Conversation;
import io.parlance.conversations.Conversations;
import io.parlance.conversations.Participant;
import io.parlance.hub.Connection;
import io.parlance.hub.Streams;
import io.parlance.hub.Subscription;
import io.parlance.presence.Presence;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.protocol.Reply;
import io.parlance.storage.Faults;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;

/**
 * Joining: register first, then read, then apply. What happens while the database is read is held
 * and follows, so that nothing is missed and nothing comes twice.
 */
@ApplicationScoped
public class CatchUp {
  @Inject private Streams streams;
  @Inject private Workers workers;
  @Inject private Conversations conversations;
  @Inject private Presence presence;
  @Inject private Faults faults;

  /** Joins. Completed when the answer is on its way, or with {@code Refused}. */
  public CompletableFuture<Void> join(Connection connection, long channelId, Answer answer) {
    Subscription subscription = streams.join(connection, channelId);
    return workers
        .call(() -> snapshot(connection, subscription))
        .thenAccept(joined -> goLive(connection, subscription, joined, answer))
        .exceptionally(
            failure -> {
              throw giveUp(subscription, failure);
            });
  }

  /**
   * It could not be read. Who listened before goes on where it was, unless it may no longer; for
   * anybody else it is as if nobody had asked.
   */
  Refused giveUp(Subscription subscription, Throwable failure) {
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
  Participant membership(Connection connection, Subscription subscription) {
    Conversation before = conversations.known(subscription.conversationId());
    Participant self = conversations.membership(connection.caller(), subscription.conversationId());
    subscription.stream().seen().one(before.memberChanges());
    return self;
  }
}
