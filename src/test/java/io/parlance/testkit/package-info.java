/**
 * What the tests hold in their hands: people with tokens, sockets and REST as a client has them.
 *
 * <p>The kit knows the wire contract and nothing of the server's classes, so a test that passes
 * with it passes for a stranger's client too.
 */
package io.parlance.testkit;
