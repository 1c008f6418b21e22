package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HubTest {
  private static final int AT_ONCE = 8;

  private final Limits limits = new Limits(limit -> Optional.empty());
  private final Hub hub = new Hub();
  private final ExecutorService doors = Executors.newFixedThreadPool(AT_ONCE);

  @BeforeEach
  void open() {
    hub.uses(Clock.systemUTC(), limits, null);
  }

  @AfterEach
  void shut() {
    doors.shutdownNow();
  }

  @Test
  void ofManySocketsThatComeAtOnceAPersonGetsAsManyAsAllowed() throws Exception {
    int most = limits.value(Limit.CONNECTIONS_PER_USER);

    assertThat(come(1, 10 * most)).hasSize(most);

    assertThat(hub.of(1)).hasSize(most);
    assertThat(hub.connections()).hasSize(most);
    assertThat(come(2, 1)).as("somebody else's").hasSize(1);
  }

  @Test
  void whoLeavesMakesRoom() throws Exception {
    List<Connection> all = come(1, limits.value(Limit.CONNECTIONS_PER_USER));
    assertThat(come(1, 1)).isEmpty();

    hub.unregister(all.get(0));

    assertThat(come(1, 1)).hasSize(1);
  }

  private List<Connection> come(long userId, int sockets)
      throws InterruptedException, ExecutionException {
    Caller caller = new Caller(userId, "u", "U", Set.of(), Instant.MAX, null);
    Callable<Connection> one =
        () -> hub.register(Connection.Door.CHAT, caller, new RecordedSocket(), Form.SINGLE);
    List<Future<Connection>> all =
        doors.invokeAll(Stream.generate(() -> one).limit(sockets).toList());
    Stream.Builder<Connection> in = Stream.builder();
    for (Future<Connection> each : all) {
      in.add(each.get());
    }
    return in.build().filter(Objects::nonNull).toList();
  }
}
