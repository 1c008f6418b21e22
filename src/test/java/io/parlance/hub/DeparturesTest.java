package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private static final int JOURNEYS = 500;

  private final List<RecordedSocket> sockets = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();

  @Test
  void oneTaskForAllSocketsOfOneHome() {
    List<Runnable> tasks = new ArrayList<>();
    Executor here = tasks::add;
    Executor there = tasks::add;
    IntStream.range(0, 10).forEach(i -> open(i % 2 == 0 ? here : there));

    depart("a");

    assertThat(tasks).hasSize(2);
    assertThat(sockets).allMatch(socket -> socket.sent.isEmpty());
    tasks.forEach(Runnable::run);
    assertThat(sockets).allMatch(socket -> socket.sent.equals(List.of("a")));
  }

  @Test
  void everySocketGetsAllInItsOrderWhicheverWayItWasSent() throws InterruptedException {
    List<ExecutorService> homes =
        Stream.generate(Executors::newSingleThreadExecutor).limit(3).toList();
    IntStream.range(0, 30).forEach(i -> open(i % 4 == 3 ? Wire.ANY : homes.get(i % 4)));

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < JOURNEYS; i++) {
      String answer = "answer " + i;
      depart("event " + i);
      connections.forEach(connection -> connection.send(answer));
      expected.addAll(List.of("event " + i, answer));
    }

    for (ExecutorService home : homes) {
      home.shutdown();
      assertThat(home.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sockets).allSatisfy(socket -> assertThat(socket.sent).isEqualTo(expected));
  }

  @Test
  void whoCannotBeSentToIsClosedAndTheOthersGetTheirs() {
    open(Wire.ANY);
    open(
        task -> {
          throw new OutOfMemoryError("a test's");
        });
    open(Wire.ANY);

    depart("a");

    assertThat(sockets.get(0).sent).containsExactly("a");
    assertThat(sockets.get(2).sent).containsExactly("a");
  }

  @Test
  void whatIsAddedWhileItsHomeIsBusyGoesOutTogether() {
    List<Runnable> tasks = new ArrayList<>();
    open(tasks::add);

    depart("a");
    depart("b");
    tasks.get(0).run();

    assertThat(sockets.get(0).sends).containsExactly(List.of("a", "b"));
  }

  @Test
  void aHomeThatEndsHarmsNobodyElse() {
    open(
        task -> {
          throw new RejectedExecutionException("over");
        });
    open(Wire.ANY);

    depart("a");

    assertThat(sockets.get(1).sent).containsExactly("a");
  }

  @Test
  void aSocketThatFailsHarmsNobodyElse() {
    open(Wire.ANY);
    open(Wire.ANY);
    sockets.get(0).failure = new OutOfMemoryError("a test's");
    AtomicBoolean gone = new AtomicBoolean();

    depart("a", () -> gone.set(true));

    assertThat(sockets.get(1).sent).containsExactly("a");
    assertThat(gone).isTrue();
  }

  @Test
  void allHomesHaveSentBeforeItIsGone() {
    List<Runnable> tasks = new ArrayList<>();
    open(tasks::add);
    open(tasks::add);
    AtomicBoolean gone = new AtomicBoolean();

    depart("a", () -> gone.set(true));

    tasks.get(0).run();
    assertThat(gone).isFalse();
    tasks.get(1).run();
    assertThat(gone).isTrue();
  }

  private void open(Executor home) {
    RecordedSocket socket = new RecordedSocket(home);
    sockets.add(socket);
    connections.add(socket.connection(connections.size() + 1));
  }

  private void depart(String frame) {
    depart(frame, () -> {});
  }

  private void depart(String frame, Runnable gone) {
    Departures departures = new Departures();
    Bundle bundle = Bundle.of(frame, false);
    connections.forEach(connection -> departures.add(connection, bundle));
    departures.go(gone);
  }
}
