package io.parlance.topics;

import java.time.Duration;
import java.util.Optional;

/**
 * The topics of one pattern, and what holds for them: docs in topics.md.
 *
 * @param history how many events a topic remembers
 * @param keep how long it does
 * @param durable whether its events are in the database: they outlive the server, and reach all
 *     nodes
 * @param presence whether subscribers may know of one another
 */
record TopicFamily(
    String name,
    TopicPattern pattern,
    TopicRule subscribe,
    TopicRule publish,
    int history,
    Duration keep,
    boolean durable,
    boolean presence) {

  Optional<String> id(String topic) {
    return pattern.id(topic);
  }

  TopicRule rule(TopicRule.Act act) {
    return act == TopicRule.Act.PUBLISH ? publish : subscribe;
  }
}
