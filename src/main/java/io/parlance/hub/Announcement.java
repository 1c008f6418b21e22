package io.parlance.hub;

/**
 * One change of a conversation, encoded, on its way to those who joined it.
 *
 * @param seq the change
 * @param text the frame for everybody; empty where only the asker is told
 * @param asker the socket whose command it answers; null where it answers none
 * @param answer the frame for that socket: with its command's id, if it had one; null if {@code
 *     asker} is
 */
public record Announcement(long seq, String text, Connection asker, String answer) {

  public Announcement(long seq, String text) {
    this(seq, text, null, null);
  }

  /** An answer and nothing else: nobody else hears of it, or has heard already. */
  public static Announcement answer(long seq, Connection asker, String answer) {
    return new Announcement(seq, "", asker, answer);
  }

  /** Whether everybody is told. */
  boolean isToAll() {
    return !text.isEmpty();
  }

  /** The same, where it is an answer to nobody. */
  Announcement toAll() {
    return asker == null ? this : new Announcement(seq, text);
  }

  /** Whether its asker waits for it, whatever it has read: the answer has the command's id. */
  boolean hasAnswer() {
    return asker != null && !text.equals(answer);
  }

  /** Whether that socket is the one that waits for it. */
  boolean answers(Connection connection) {
    return connection == asker && hasAnswer();
  }

  String textFor(Connection connection) {
    return connection == asker ? answer : text;
  }
}
