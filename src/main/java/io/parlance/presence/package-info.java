/**
 * Who is there and who types: told, never stored, but for the status that somebody chose.
 *
 * <p>The doors tell of sockets that come and go. It knows this node only.
 */
package io.parlance.presence;
