package io.parlance.topics;

/**
 * An event that has its place, as it is told.
 *
 * @param at when it was published, in milliseconds since the epoch
 */
record TopicTold(long offset, String frame, long at) {}
