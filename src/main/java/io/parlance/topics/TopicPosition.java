package io.parlance.topics;

/**
 * A place in a topic's stream. Offsets of another epoch mean nothing.
 *
 * @param offset the last event that somebody has; 0 before the first
 */
public record TopicPosition(String epoch, long offset) {}
