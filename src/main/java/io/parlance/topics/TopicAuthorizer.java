package io.parlance.topics;

import io.parlance.security.Caller;

/**
 * An application's own word on who may do what with a topic: a CDI bean that the rule {@code bean}
 * asks, or {@code bean:name} where it has that name ({@code @Named}). It runs in a transaction, on
 * a thread that may wait for a database.
 */
public interface TopicAuthorizer {
  /** Whether that person may hear what happens to the topic. */
  boolean maySubscribe(Caller caller, String topic);

  /** Whether that person may publish to the topic. */
  boolean mayPublish(Caller caller, String topic);
}
