package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.protocol.Refused;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A conversation that more is said in than goes out. */
class StreamTest {
  private static final int SAID = 50_000;

  private final Queue<Runnable> flushes = new ArrayDeque<>();
  private final Stream stream = new Stream(1, flushes::add);
  private boolean refusing;
  private final RecordedSocket socket = new RecordedSocket();

  @Test
  void holdsABoundedPartOfWhatDoesNotGoOut() {
    join();

    announce(1, SAID);

    assertThat(stream.isFull()).isTrue();
    assertThat(stream.hasGap()).as("nothing is read for it now").isFalse();
    assertThat(stream.head()).isLessThan(SAID / 4);
    flush();
    assertThat(stream.isFull()).isFalse();
    assertThat(socket.sent.size()).isLessThan(SAID / 4);
  }

  @Test
  void theSweepBringsTheRestInOrder() {
    join();
    announce(1, SAID);
    flush();

    long from = stream.head();
    List<Announcement> read = LongStream.rangeClosed(from + 1, SAID).mapToObj(this::said).toList();
    stream.mend(read, SAID);
    announce(SAID + 1, SAID + 1);
    flush();

    assertThat(socket.sent)
        .isEqualTo(LongStream.rangeClosed(1, SAID + 1).mapToObj(String::valueOf).toList());
  }

  @Test
  void whatDoesNotFitIntoOneTextGoesOutInTheNextRound() {
    join();

    String half = "x".repeat(Bundle.MOST_CHARS / 2);
    LongStream.rangeClosed(1, 3).forEach(seq -> stream.announce(new Announcement(seq, half)));
    flush();

    assertThat(socket.sends).extracting(List::size).containsExactly(2, 1);
  }

  @Test
  void whatComesEarlyWaitsForWhatLiesBefore() {
    join();

    announce(2, 3);
    assertThat(stream.hasGap()).isTrue();
    flush();
    assertThat(socket.sent).isEmpty();

    announce(1, 1);
    announce(2, 2);
    flush();
    assertThat(socket.sent).containsExactly("1", "2", "3");
    assertThat(stream.hasGap()).isFalse();
  }

  @Test
  void whoChangedNothingIsAnsweredBehindWhatIsPending() {
    Subscription own = join();

    announce(1, 2);
    stream.announce(Announcement.answer(2, own.connection(), "unchanged"));
    announce(3, 3);
    flush();

    assertThat(socket.sent).containsExactly("1", "2", "unchanged", "3");
  }

  @Test
  void whatOneIsAnsweredNobodyElseHears() {
    Connection asker = new RecordedSocket().connection(2);
    stream.add(new Subscription(asker, stream));
    join();

    stream.announce(Announcement.answer(0, asker, "unchanged"));
    flush();
    announce(1, 1);
    flush();

    assertThat(socket.sent).containsExactly("1");
  }

  @Test
  void whoReadsMeanwhileIsAnsweredAfterwards() {
    Subscription own = join();

    stream.hold(own);
    announce(1, 1);
    stream.announce(Announcement.answer(1, own.connection(), "unchanged"));
    flush();
    assertThat(socket.sent).isEmpty();

    stream.live(own, 1, 1, "read");
    announce(2, 2);
    flush();
    assertThat(socket.sent).containsExactly("unchanged", "read", "2");
  }

  /** Whose reading ended first began the stream; what it had read is announced to nobody else. */
  @Test
  void whoReadLessThanTheFirstReadsOn() {
    Subscription slow = new Subscription(socket.connection(1), stream);
    stream.add(slow);
    Subscription quick = new Subscription(new RecordedSocket().connection(2), stream);
    stream.add(quick);

    announce(11, 11);
    assertThat(stream.live(quick, 11, 11, null)).isTrue();
    assertThat(stream.live(slow, 10, 10, "joined at 10")).isFalse();
    assertThat(stream.live(slow, 11, 11, "joined at 11")).isTrue();
    announce(12, 12);
    flush();

    assertThat(socket.sent).containsExactly("joined at 11", "12");
  }

  /** The first reader has not read yet: what changed nothing was changed by what it will hear. */
  @Test
  void anAnswerIsNoSignThatItsSocketHasWhatItAnswers() {
    Subscription own = new Subscription(socket.connection(1), stream);
    stream.add(own);

    announce(16, 17);
    stream.announce(Announcement.answer(17, own.connection(), "unchanged"));
    flush();
    stream.live(own, 15, 15, "joined at 15");
    flush();

    assertThat(socket.sent).containsExactly("joined at 15", "unchanged", "16", "17");
  }

  @Test
  void whoReadLessThanAnotherReaderOfTheSameSocketIsNotToldTwice() {
    Subscription first = new Subscription(new RecordedSocket().connection(2), stream);
    stream.add(first);
    stream.live(first, 0, 0, null);
    Subscription own = new Subscription(socket.connection(1), stream);
    stream.add(own);
    stream.hold(own);

    announce(1, 3);
    flush();
    stream.live(own, 2, 2, "resumed at 2");
    stream.live(own, 1, 1, "joined at 1");
    flush();

    assertThat(socket.sent).containsExactly("resumed at 2", "joined at 1", "3");
  }

  @Test
  void whoHasLeftMeanwhileIsNotToldThatTheyJoined() {
    Subscription own = new Subscription(socket.connection(1), stream);
    stream.add(own);
    stream.remove(own);

    assertThatThrownBy(() -> stream.live(own, 1, 1, "joined at 1")).isInstanceOf(Refused.class);
    flush();

    assertThat(socket.sent).isEmpty();
  }

  @Test
  void whatIsNotTakenByTheFlushersGoesOutWithTheNext() {
    Stream refused = new Stream(1, this::flushLater);
    Subscription own = new Subscription(socket.connection(1), refused);
    refused.add(own);
    refused.live(own, 0, 0, null);
    flush();

    refusing = true;
    assertThatThrownBy(() -> refused.announce(said(1))).isInstanceOf(OutOfMemoryError.class);
    refusing = false;
    refused.announce(said(2));
    flush();

    assertThat(socket.sent).containsExactly("1", "2");
  }

  private void flushLater(Runnable flush) {
    if (refusing) {
      throw new OutOfMemoryError("a test's");
    }
    flushes.add(flush);
  }

  private Subscription join() {
    Subscription subscription = new Subscription(socket.connection(1), stream);
    stream.add(subscription);
    stream.live(subscription, 0, 0, null);
    flush();
    return subscription;
  }

  private void announce(long from, long to) {
    LongStream.rangeClosed(from, to).mapToObj(this::said).forEach(stream::announce);
  }

  private Announcement said(long seq) {
    return new Announcement(seq, String.valueOf(seq));
  }

  private void flush() {
    while (!flushes.isEmpty()) {
      flushes.remove().run();
    }
  }
}
