package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.protocol.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  @Test
  void isWarnedOnceButNotBeforeItWouldHear() {
    Connection connection = new RecordedSocket().coming(7);
    assertThat(connection.warnOnce()).as("not greeted yet").isFalse();
    connection.begin();
    assertThat(connection.warnOnce()).isTrue();
    assertThat(connection.warnOnce()).as("again").isFalse();
  }

  @Test
  void whatWaitsGoesOutBeforeItIsClosed() {
    List<Runnable> home = new ArrayList<>();
    RecordedSocket socket = new RecordedSocket(home::add);
    Connection connection = socket.connection(7);
    connection.send("last words");

    connection.closeAfterwards(CloseReason.CHANNEL_ACCESS_DENIED);
    connection.send("too late");
    assertThat(socket.closed).isNull();
    home.forEach(Runnable::run);

    assertThat(socket.sent).containsExactly("last words");
    assertThat(socket.closed).isEqualTo(CloseReason.CHANNEL_ACCESS_DENIED);
  }

  @Test
  void isClosedAtOnceWhereNothingWaits() {
    RecordedSocket socket = new RecordedSocket();
    socket.connection(7).closeAfterwards(CloseReason.CHANNEL_ACCESS_DENIED);
    assertThat(socket.closed).isEqualTo(CloseReason.CHANNEL_ACCESS_DENIED);
  }
}
