package io.parlance.messages;

/**
 * How whoever sent something is told that it is stored: before anybody hears of it, and in one go
 * with the event itself, where both go to the same socket.
 */
public interface Acknowledgement<R> {
  /** Puts it before what will be told next; called in the lane, so it must not send. */
  void prepare(R result);

  /** Sends it, if that has not happened. Called when all of the lane's round has been announced. */
  void send();

  /** For who waits for the answer of the call. */
  static <R> Acknowledgement<R> none() {
    return new Acknowledgement<>() {
      @Override
      public void prepare(R result) {
        // the call's own answer tells it
      }

      @Override
      public void send() {
        // nothing was prepared
      }
    };
  }
}
