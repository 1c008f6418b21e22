package io.parlance.topics;

import io.parlance.hub.Bundle;
import io.parlance.hub.Connection;
import io.parlance.limits.Limit;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one socket listens to. Its commands are carried out in order, one after the other; a command
 * that waits for the database lets the next ones wait, not a thread.
 */
public final class TopicSession {
  /** Commands that may wait; a client that sends more does not read its answers. */
  private static final int MOST_WAITING = 4_096;

  private static final int PAUSE_MILLIS = 20;

  private final Topics topics;
  private final Connection connection;

  // Both guarded by this session's monitor; the map is bounded by the limit of subscriptions.
  private final Map<String, TopicSubscription> subscriptions = new HashMap<>();
  private boolean over;

  private final TopicSteps steps;

  TopicSession(Topics topics, Connection connection) {
    this.topics = topics;
    this.connection = connection;
    this.steps =
        new TopicSteps(MOST_WAITING, () -> connection.close(CloseReason.POLICY), this::fail);
  }

  /**
   * Listens to a topic.
   *
   * @param since the last event that the client has, to get what it missed; or null
   */
  public void subscribe(String topic, TopicPosition since) {
    steps.add(() -> begin(topic, since));
  }

  /** Listens no more. */
  public void unsubscribe(String topic) {
    steps.add(
        () -> {
          TopicSubscription own = forget(topic);
          String answer = TopicFrames.unsubscribed(topic);
          if (own == null || !topics.streams().leave(own, answer)) {
            connection.send(answer);
          }
          return null;
        });
  }

  /** Asks who listens. */
  public void presence(String topic) {
    steps.add(
        () ->
            whenAllowed(
                topic,
                family -> {
                  if (family.presence()) {
                    connection.send(TopicFrames.presence(topic, topics.people(topic)));
                  } else {
                    refuse(topic);
                  }
                  return null;
                }));
  }

  /** The person came with a fresh token, which may no longer allow all of this. */
  public void renewed() {
    steps.add(
        () ->
            topics
                .patiently(connection, () -> names().stream().filter(this::isRefused).toList())
                .thenAccept(
                    refused ->
                        refused.forEach(
                            topic -> {
                              TopicSubscription own = forget(topic);
                              if (own != null) {
                                topics.streams().leave(own, TopicFrames.notAllowed(topic));
                              }
                            })));
  }

  private boolean isRefused(String topic) {
    return topics.allowed(TopicRule.Act.SUBSCRIBE, connection.caller(), topic).isEmpty();
  }

  private synchronized List<String> names() {
    return List.copyOf(subscriptions.keySet());
  }

  /** The socket is gone. */
  void end() {
    List<TopicSubscription> left;
    synchronized (this) {
      over = true;
      left = new ArrayList<>(subscriptions.values());
      subscriptions.clear();
    }
    steps.end();
    left.forEach(subscription -> topics.streams().leave(subscription, null));
  }

  private CompletionStage<?> begin(String topic, TopicPosition since) {
    int most = topics.limit(Limit.SUBSCRIPTIONS_PER_CONNECTION);
    synchronized (this) {
      if (!subscriptions.containsKey(topic) && subscriptions.size() >= most) {
        connection.send(TopicFrames.tooMany(topic, most));
        return null;
      }
    }
    return whenAllowed(topic, family -> enter(topic, family, since));
  }

  /** Goes on if the family lets the person listen; the rule is asked where it may wait. */
  private CompletionStage<?> whenAllowed(
      String topic, Function<TopicFamily, CompletionStage<?>> onward) {
    if (!topics.waits(topic)) {
      return onward(
          topic, topics.allowed(TopicRule.Act.SUBSCRIBE, connection.caller(), topic), onward);
    }
    return topics
        .patiently(
            connection, () -> topics.allowed(TopicRule.Act.SUBSCRIBE, connection.caller(), topic))
        .thenCompose(family -> orDone(onward(topic, family, onward)));
  }

  private CompletionStage<?> onward(
      String topic,
      Optional<TopicFamily> family,
      Function<TopicFamily, CompletionStage<?>> onward) {
    if (family.isEmpty()) {
      refuse(topic);
      return null;
    }
    return onward.apply(family.get());
  }

  private CompletionStage<?> enter(String name, TopicFamily family, TopicPosition since) {
    TopicSubscription subscription = join(name, family);
    if (subscription == null) {
      return null;
    }
    Topic topic = subscription.topic();
    if (topic.head() >= 0) {
      return recover(subscription, since);
    }
    return topics
        .patiently(
            connection,
            () -> {
              topics.streams().load(topic);
              return topic;
            })
        .thenCompose(loaded -> orDone(recover(subscription, since)));
  }

  /** Registers first: whatever is read from now on, nothing that comes later is missed. */
  private TopicSubscription join(String name, TopicFamily family) {
    synchronized (this) {
      TopicSubscription known = subscriptions.get(name);
      if (known != null) {
        return known;
      }
    }
    TopicSubscription joined = topics.streams().join(connection, name, family);
    synchronized (this) {
      if (!over) {
        subscriptions.put(name, joined);
        return joined;
      }
    }
    topics.streams().leave(joined, null);
    return null;
  }

  private synchronized TopicSubscription forget(String name) {
    return subscriptions.remove(name);
  }

  private CompletionStage<?> recover(TopicSubscription subscription, TopicPosition since) {
    Topic topic = subscription.topic();
    if (since == null) {
      topic.enter(subscription, null);
      return null;
    }
    if (connection.isBusy()) {
      // what memory holds goes out at once, and many topics' together may be more than fits
      return whenRead(() -> recover(subscription, since));
    }
    TopicEntry entry = topic.recover(subscription, since);
    if (entry == TopicEntry.MUST_READ) {
      return read(topic, since.offset())
          .thenCompose(read -> orDone(send(subscription, since.offset(), read)));
    }
    if (entry == TopicEntry.LOST) {
      topic.enter(subscription, false);
    }
    return null;
  }

  private CompletableFuture<TopicLog.Read> read(Topic topic, long offset) {
    return topics.patiently(connection, () -> topics.read(topic, offset));
  }

  private CompletionStage<?> send(TopicSubscription subscription, long offset, TopicLog.Read read) {
    Topic topic = subscription.topic();
    if (!read.isWhole(offset)) {
      topic.enter(subscription, false);
      return null;
    }
    List<String> frames = new ArrayList<>();
    frames.add(topic.subscribed(read.head(), true));
    read.events().forEach(event -> frames.add(event.frame()));
    return sendOn(subscription, read.head(), frames);
  }

  /** Sends part by part, as the client reads, and then what was published meanwhile. */
  private CompletionStage<?> sendOn(
      TopicSubscription subscription, long offset, List<String> frames) {
    if (connection.isBusy()) {
      return whenRead(() -> sendOn(subscription, offset, frames));
    }
    int part = Bundle.fitting(frames, Function.identity());
    connection.send(List.copyOf(frames.subList(0, part)));
    if (part < frames.size()) {
      List<String> rest = frames.subList(part, frames.size());
      return topics.pause(1).thenCompose(later -> orDone(sendOn(subscription, offset, rest)));
    }
    if (subscription.topic().goLive(subscription, offset) == TopicEntry.LIVE) {
      return null;
    }
    return read(subscription.topic(), offset)
        .thenCompose(
            read -> {
              if (!read.isWhole(offset)) {
                // so slow that its place was forgotten: it hears that when it comes back
                connection.close(CloseReason.TRY_AGAIN_LATER);
                return orDone(null);
              }
              return orDone(
                  sendOn(
                      subscription,
                      read.head(),
                      read.events().stream().map(TopicTold::frame).toList()));
            });
  }

  /** When the client has had a while to read what it got. */
  private CompletionStage<?> whenRead(Supplier<CompletionStage<?>> onward) {
    return topics.pause(PAUSE_MILLIS).thenCompose(later -> orDone(isOver() ? null : onward.get()));
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void refuse(String topic) {
    connection.send(TopicFrames.notAllowed(topic));
  }

  private static CompletionStage<Object> orDone(CompletionStage<?> doing) {
    return doing == null
        ? CompletableFuture.completedFuture(null)
        : doing.thenApply(result -> null);
  }

  private void fail(Throwable failure) {
    Refused refused = topics.refusal(failure);
    if (refused.code() == ErrorCode.UNAVAILABLE) {
      connection.close(CloseReason.TRY_AGAIN_LATER);
    } else {
      connection.send("{\"error\":\"Internal server error\"}");
      connection.close(CloseReason.INTERNAL);
    }
  }
}
