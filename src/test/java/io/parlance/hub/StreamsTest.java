package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private final List<Runnable> flushes = new ArrayList<>();
  private final Streams streams = new Streams(flushes::add, Clock.systemUTC(), socket -> true);
  private final RecordedSocket writer = new RecordedSocket();
  private final RecordedSocket reader = new RecordedSocket();
  private final Connection readers = reader.connection(2);

  @Test
  void whoeverTellsThoseWhoJoinedDoesNotSendIt() {
    join();

    tell(true);
    assertThat(reader.sent).isEmpty();

    flush();
    assertThat(reader.sent).hasSize(1);
    assertThat(writer.sent).as("it is its own").isEmpty();
  }

  @Test
  void whatTheyAreToldKeepsItsPlaceWheneverItIsSent() {
    join();

    tell(true);
    tell(false);
    readers.send("next");

    assertThat(reader.sent).hasSize(3).last().isEqualTo("next");
    assertThat(reader.sent.get(0)).contains("\"is_typing\":true");
    assertThat(reader.sent.get(1)).contains("\"is_typing\":false");
    flush();
    assertThat(reader.sent).hasSize(3);
  }

  @Test
  void whoHasNotBeenLetInHearsNothing() {
    streams.join(readers, 7);

    tell(true);
    streams.tellJoinedAny(Map.of(new Event.UserTyping(7, 1, "writer", true), List.of(7L)));
    streams.announce(7, new Announcement(1, "said"));
    flush();

    assertThat(reader.sent).isEmpty();
    assertThat(streams.hasJoined(readers, 7)).isFalse();
    assertThat(streams.listeners(7)).as("to be expelled where it is closed").contains(2L);
  }

  @Test
  void joiningAgainMissesNothing() {
    join();
    streams.announce(7, new Announcement(1, "1"));
    flush();

    Subscription again = streams.join(readers, 7);
    streams.announce(7, new Announcement(2, "2"));
    flush();
    streams.announce(7, new Announcement(3, "3"));
    flush();
    assertThat(reader.sent).as("it is read for").containsExactly("1");
    streams.joined(again, 2, "joined at 2");
    flush();

    assertThat(reader.sent).containsExactly("1", "2", "joined at 2", "3");
  }

  @Test
  void resumingGetsNothingTwice() {
    join();
    Subscription again = streams.join(readers, 7);
    streams.announce(7, new Announcement(1, "1"));
    streams.announce(7, new Announcement(2, "2"));
    flush();

    readers.send("1, read");
    streams.resumed(again, 1, "resumed at 1");
    flush();

    assertThat(reader.sent).containsExactly("1, read", "resumed at 1", "2");
  }

  @Test
  void whoCouldNotReadAgainGoesOnWhereItWas() {
    join();
    Subscription again = streams.join(readers, 7);
    streams.announce(7, new Announcement(1, "1"));
    flush();

    streams.giveUp(again);
    streams.announce(7, new Announcement(2, "2"));
    flush();

    assertThat(reader.sent).containsExactly("1", "2");
  }

  @Test
  void whoCouldNotReadAndHadNotJoinedHasNot() {
    streams.joined(streams.join(writer.connection(1), 7), 0, null);
    Subscription reading = streams.join(readers, 7);
    streams.announce(7, asked(1));

    streams.giveUp(reading);
    streams.announce(7, new Announcement(2, "2"));
    flush();

    assertThat(reader.sent).containsExactly("1 for id");
    assertThat(streams.listeners(7)).containsExactly(1L);
  }

  @Test
  void oneOfTwoReadersThatCannotReadIsNotTheEnd() {
    Subscription joining = streams.join(readers, 7);
    Subscription resuming = streams.join(readers, 7);
    streams.announce(7, new Announcement(1, "1"));

    streams.giveUp(joining);
    streams.resumed(resuming, 0, "resumed at 0");
    flush();

    assertThat(reader.sent).containsExactly("resumed at 0", "1");
  }

  @Test
  void whatTwoReadersReadComesBeforeWhatHappensMeanwhile() {
    Subscription joining = streams.join(readers, 7);
    Subscription resuming = streams.join(readers, 7);

    streams.joined(joining, 2, "joined at 2");
    streams.announce(7, new Announcement(3, "3"));
    flush();
    readers.send("1 and 2, read");
    streams.resumed(resuming, 2, "resumed at 2");
    flush();

    assertThat(reader.sent).containsExactly("joined at 2", "1 and 2, read", "resumed at 2", "3");
  }

  @Test
  void whoLeavesIsAnsweredStill() {
    join();
    streams.announce(7, asked(1));
    streams.announce(7, asked(3));
    streams.leave(readers, 7);
    flush();

    assertThat(reader.sent).containsExactlyInAnyOrder("1 for id", "3 for id");
  }

  @Test
  void whoReadItMeanwhileIsAnsweredStill() {
    join();
    Subscription again = streams.join(readers, 7);
    streams.announce(7, asked(1));
    streams.announce(7, asked(2));
    flush();

    streams.resumed(again, 1, "resumed at 1");
    flush();

    assertThat(reader.sent).containsExactly("1 for id", "resumed at 1", "2 for id");
  }

  @Test
  void whoAsksIsAnsweredWhateverWasToldBefore() {
    join();
    streams.mend(7, List.of(), 2);
    flush();

    streams.announce(7, asked(1));
    streams.announce(7, asked(2));
    flush();

    assertThat(reader.sent).containsExactly("1 for id", "2 for id");
  }

  @Test
  void whatAnotherReplacedIsAnsweredStill() {
    join();

    streams.announce(7, asked(2));
    streams.mend(7, List.of(new Announcement(3, "3")), 3);
    flush();

    assertThat(reader.sent).containsExactly("2 for id", "3");
  }

  @Test
  void whoAsksAndHasNotJoinedIsAnsweredOnce() {
    streams.joined(streams.join(writer.connection(1), 7), 0, null);
    Subscription reading = streams.join(readers, 7);

    streams.announce(7, asked(1));
    flush();
    streams.joined(reading, 1, "joined at 1");
    flush();

    assertThat(reader.sent).containsExactly("1 for id", "joined at 1");
    assertThat(writer.sent).containsExactly("1");
  }

  private Announcement asked(long seq) {
    return new Announcement(seq, String.valueOf(seq), readers, seq + " for id");
  }

  private void join() {
    streams.joined(streams.join(writer.connection(1), 7), 0, null);
    streams.joined(streams.join(readers, 7), 0, null);
    flush();
  }

  private void flush() {
    List<Runnable> due = List.copyOf(flushes);
    flushes.clear();
    due.forEach(Runnable::run);
    if (!flushes.isEmpty()) {
      flush();
    }
  }

  private void tell(boolean isTyping) {
    streams.tellJoined(7, new Event.UserTyping(7, 1, "writer", isTyping), 1);
  }
}
