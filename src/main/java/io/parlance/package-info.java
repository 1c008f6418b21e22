/**
 * Parlance: talk, and what changes, to everybody who should know, at once and never lost.
 *
 * <p>The road of one message:
 *
 * <ol>
 *   <li>a door ({@code gateway.ChatEndpoint}, {@code messages.MessagesResource}) takes the text and
 *       checks its size;
 *   <li>{@code gateway.Dispatcher} reads the {@code protocol.Command} and gives it to its room;
 *   <li>{@code messages.Messages.send} checks content and rates, and puts it into its lane;
 *   <li>{@code messages.Lane} takes what has gathered and opens one transaction for it;
 *   <li>{@code messages.SendMessage} authorizes, looks whether it was sent before, takes the next
 *       {@code seq}, persists;
 *   <li>the commit: only now does {@code message_sent} exist, and it goes to the sender first;
 *   <li>{@code delivery.FanOut} encodes the event once;
 *   <li>{@code hub.Stream} keeps the order of {@code seq} and gives it to those who joined;
 *   <li>{@code hub.SendQueue} of each socket sends it, or lets go of a client that does not read;
 *   <li>who was away reads the same from {@code timeline}, and {@code timeline.HeadSweep} mends
 *       what got lost between 6 and 8.
 * </ol>
 *
 * <p>Rooms: {@code conversations}, {@code messages}, {@code reactions}, {@code readstate}, {@code
 * presence}, {@code people}, {@code topics}. Doors: {@code gateway}, {@code operations}. Reading:
 * {@code timeline}. After the commit: {@code delivery}, {@code hub}. Ground: {@code limits}, {@code
 * security}, {@code storage}, {@code protocol}. An import may point down this list, never up.
 */
package io.parlance;
