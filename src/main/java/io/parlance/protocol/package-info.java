/**
 * Every word on the wire: commands, events, replies, error and close codes, and how they become
 * JSON.
 *
 * <p>Anybody may call. No entity and no decision is here: protocol.md says what these mean, the
 * rooms decide.
 */
package io.parlance.protocol;
