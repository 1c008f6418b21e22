/**
 * How far somebody has read, and how much that leaves: counted by subtraction, not by rows.
 *
 * <p>Its writes go through the lanes of {@code messages}, so that a count and a message never
 * cross.
 */
package io.parlance.readstate;
