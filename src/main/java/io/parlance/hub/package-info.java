/**
 * The live sockets of this node: by person ({@code Hub}), by conversation ({@code Streams}), each
 * with its bounded queue.
 *
 * <p>The doors register sockets; {@code delivery} announces; {@code timeline} lets readers in. What
 * happens here is in memory only, waits for no client and asks no database; what is lost with it is
 * read again from there.
 */
package io.parlance.hub;
