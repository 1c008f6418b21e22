package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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

    flushes.forEach(Runnable::run);
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
    flushes.forEach(Runnable::run);
    assertThat(reader.sent).hasSize(3);
  }

  private void join() {
    streams.join(writer.connection(1), 7);
    streams.join(readers, 7);
  }

  private void tell(boolean isTyping) {
    streams.tellJoined(7, new Event.UserTyping(7, 1, "writer", isTyping), 1);
  }
}
