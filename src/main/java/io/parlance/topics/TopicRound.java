package io.parlance.topics;

import io.parlance.hub.Bundle;
import io.parlance.hub.Connection;
import io.parlance.hub.Departures;
import io.parlance.protocol.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What goes out to a topic's subscribers together. It is gathered under the topic's monitor and
 * then sent by the one flusher, which has it to itself.
 */
final class TopicRound {
  private static final Logger LOG = Logger.getLogger(TopicRound.class.getName());

  /** The most events that wait for their round, and their most characters. */
  static final int MOST_EVENTS = 8_192;

  private static final int MOST_CHARS = 4_000_000;

  private final List<Word> words = new ArrayList<>(0);
  private List<TopicTold> events = new ArrayList<>(2);
  private int chars;
  private final List<Stir> stirs = new ArrayList<>(0);

  /** Frames for one socket that have their place in its order: an answer, what it missed. */
  private record Word(Connection connection, List<String> frames) {
    void say() {
      connection.send(frames);
    }
  }

  /** Somebody came or went: for everybody but that person. */
  private record Stir(long userId, String frame) {}

  /** Nothing for no frames. */
  void say(Connection connection, List<String> frames) {
    if (!frames.isEmpty()) {
      words.add(new Word(connection, frames));
    }
  }

  void add(TopicTold event) {
    events.add(event);
    chars += event.frame().length();
  }

  void stir(long userId, String frame) {
    stirs.add(new Stir(userId, frame));
  }

  boolean isEmpty() {
    return words.isEmpty() && events.isEmpty() && stirs.isEmpty();
  }

  /** Whether nothing more is to be added for now. */
  boolean isFull() {
    return events.size() >= MOST_EVENTS || chars >= MOST_CHARS;
  }

  /** Parts with those events that are more than one text should hold: they are the next round. */
  TopicRound rest() {
    TopicRound rest = new TopicRound();
    int fitting = Bundle.fitting(events, TopicTold::frame);
    events.subList(fitting, events.size()).forEach(rest::add);
    events = events.subList(0, fitting);
    return rest;
  }

  /** Words first: what they tell came before the events of this round. */
  void send(TopicMembers.View view, Departures departures) {
    try {
      words.forEach(word -> Departures.guarded(word.connection(), word::say));
      if (!events.isEmpty()) {
        addEvents(view, departures);
      }
      stirs.forEach(stir -> add(stir, view, departures));
    } catch (RuntimeException | Error e) {
      view.forEach(member -> close(member.connection(), e));
    }
  }

  /** Encoded once for all who get all of it. */
  private void addEvents(TopicMembers.View view, Departures departures) {
    Bundle whole = Bundle.of(events.stream().map(TopicTold::frame).toList());
    long first = events.get(0).offset();
    view.forEach(
        member -> {
          long after = member.after;
          if (after < first) {
            departures.add(member.connection(), whole);
          } else {
            addAfter(member.connection(), after, departures);
          }
        });
  }

  private void addAfter(Connection connection, long after, Departures departures) {
    for (TopicTold event : events) {
      if (event.offset() > after) {
        departures.add(connection, Bundle.of(event.frame(), false));
      }
    }
  }

  private static void add(Stir stir, TopicMembers.View view, Departures departures) {
    Bundle bundle = Bundle.of(stir.frame(), true);
    view.forEach(
        member -> {
          if (member.after != TopicSubscription.READING
              && member.connection().userId() != stir.userId()) {
            departures.add(member.connection(), bundle);
          }
        });
  }

  /** It would lack what it did not get: so it is closed, and comes back for it. */
  private static void close(Connection connection, Throwable failure) {
    try {
      connection.close(CloseReason.INTERNAL);
      LOG.log(Level.SEVERE, "A socket could not be told of a topic", failure);
    } catch (RuntimeException | Error again) {
      failure.addSuppressed(again);
    }
  }
}
