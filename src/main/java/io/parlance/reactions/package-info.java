/**
 * Emojis on messages. Its writes go through the lanes of {@code messages}; a reaction takes a
 * {@code seq} of its own.
 */
package io.parlance.reactions;
