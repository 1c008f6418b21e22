package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.protocol.CloseReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

  private static Connection greetedAndDeaf(Clock clock) {
    RecordedSocket socket = new RecordedSocket();
    socket.deaf = true;
    Connection connection = socket.coming(7, clock);
    connection.greet("hello");
    return connection;
  }

  @Test
  void isNeitherSilentNorStuckForAsLongAsSomebodySetsTheClockForward() {
    SetClock clock = new SetClock();
    Connection connection = greetedAndDeaf(clock);
    connection.heard();

    clock.now = clock.now.plus(Duration.ofHours(1));

    assertThat(connection.silentMillis()).isBetween(0L, 60_000L);
    assertThat(connection.sendingMillis()).isBetween(0L, 60_000L);
  }

  @Test
  void isSilentAndStuckForAsLongAsItIsAlsoWhereSomebodySetsTheClockBack() {
    SetClock clock = new SetClock();
    Connection connection = greetedAndDeaf(clock);

    clock.now = clock.now.minus(Duration.ofHours(1));

    await().until(() -> connection.silentMillis() > 10 && connection.sendingMillis() > 10);
  }

  /** One that somebody sets. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
