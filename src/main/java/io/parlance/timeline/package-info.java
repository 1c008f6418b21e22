/**
 * What a client reads: history, changes since a position, lists; joining and resuming; and the
 * sweep that compares what was announced with what is stored.
 *
 * <p>The doors call it. It writes nothing. A socket that comes back and a client without one read
 * by the same methods.
 */
package io.parlance.timeline;
