/**
 * Places in which people talk: direct, group, public, private; who is in them, and in which role.
 *
 * <p>Rooms and doors call it, within a transaction. What is said is in {@code messages}, how far
 * somebody has read in {@code readstate}. What changes here takes no {@code seq}.
 */
package io.parlance.conversations;
