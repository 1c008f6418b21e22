/**
 * Live updates of application objects: a topic is a named stream of events, a family the topics of
 * one pattern with their rules.
 *
 * <p>An event gets its offset in one place: {@link io.parlance.topics.TopicLog}, under the lock of
 * the topic's row, where the family is durable, and in {@link io.parlance.topics.Topic} where it is
 * not. From there on the order is that of the offsets. Whoever publishes calls {@link
 * io.parlance.topics.Topics} (REST) or {@link io.parlance.topics.TopicPublisher} (an application in
 * its own transaction), or inserts into the table {@code topic_outbox}; the topics door calls
 * {@link io.parlance.topics.TopicSession}.
 *
 * <p>What is told of a topic is put into frames here ({@code TopicFrames}, {@link
 * io.parlance.topics.TopicEvent}); what a socket asks is read by its door. Not here: sockets and
 * their queues (the hub's). Topics of a family that is not durable, and presence, are this node's
 * own.
 */
package io.parlance.topics;
