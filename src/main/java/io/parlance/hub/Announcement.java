package io.parlance.hub;

/**
 * One change of a conversation, encoded, on its way to those who joined it.
 *
 * @param seq the change
 * @param text the frame for everybody
 * @param asker the socket whose command it answers; null where it answers none
 * @param answer the frame for that socket, with its command's id; null if it gets none but the
 *     event
 */
public record Announcement(long seq, String text, Connection asker, String answer) {

  public Announcement(long seq, String text) {
    this(seq, text, null, null);
  }

  String textFor(Connection connection) {
    return connection == asker ? answer : text;
  }
}
