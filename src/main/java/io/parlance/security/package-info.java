/**
 * Who somebody is: tokens and their keys, one-time tickets, and the accounts that the server keeps
 * where no identity provider is configured. And from which address they come, before that is known.
 *
 * <p>Every door calls; so does {@code people}, which makes a {@link io.parlance.security.Caller} of
 * a {@link io.parlance.security.Token}. What somebody may do is not here: each room decides that
 * about its own things. Tickets live in this node's memory, so a proxy in front of several nodes
 * must bring a socket to the node that gave its ticket, or the client uses its token.
 */
package io.parlance.security;
