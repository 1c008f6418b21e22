/**
 * Saying, editing, taking back; and the lanes through which every change of a conversation goes.
 *
 * <p>{@code reactions} and {@code readstate} put their own writes into the lanes. Reading is in
 * {@code timeline}. Threads are no room of their own: a reply is a message that names another.
 */
package io.parlance.messages;
