package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Checker;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two thousand sockets are cut at once and come back: each has what it missed. When the server is
 * stopped, each is told that it restarts.
 */
@Tag("once")
@Timeout(600)
class HerdIT {
  private static final int SOCKETS = Integer.getInteger("parlance.herd", 2_000);
  private static final int PEOPLE = 100;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newFixedThreadPool(32);

  @Test
  void allComeBackAndMissNothing() throws Exception {
    try (ServerDatabase database = ServerDatabase.named("h2", folder);
        ServerProcess server = ServerProcess.trusting(database, folder.resolve("data"))) {
      List<Person> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(People.named(server.base(), "herd", List.of()));
      }
      Person owner = people.get(0);
      long channel = owner.startsGroup(people.subList(1, PEOPLE).toArray(Person[]::new));
      owner.posts(channel, "before");
      List<ChatClient> before = connect(people, channel, 1);
      before.forEach(ChatClient::cut);
      owner.posts(channel, "missed");
      long began = System.nanoTime();
      List<ChatClient> after = connect(people, channel, 1);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      for (ChatClient client : after) {
        assertThat(client.seen("new_message"))
            .extracting(frame -> frame.number("data.message.seq"))
            .containsExactly(2L);
      }
      owner.posts(channel, "live again");
      for (ChatClient client : after) {
        client.awaitMessage("live again");
      }
      System.out.println(SOCKETS + " sockets cut at once and back within " + took);
      server.stop();
      assertThat(after.stream().map(ChatClient::awaitClose)).containsOnly(1012);
    } finally {
      threads.shutdownNow();
    }
  }

  /** As many as there are to be, each until it has its place and what it missed. */
  private List<ChatClient> connect(List<Person> people, long channel, long after) throws Exception {
    ConcurrentLinkedQueue<ChatClient> clients = new ConcurrentLinkedQueue<>();
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < SOCKETS; i++) {
      Person person = people.get(i % PEOPLE);
      work.add(threads.submit(() -> clients.add(resumed(person, channel, after))));
    }
    for (Future<?> one : work) {
      one.get();
    }
    return List.copyOf(clients);
  }

  /** A server that is busy may refuse for a moment; a client comes again. */
  private static ChatClient resumed(Person person, long channel, long after) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      try {
        ChatClient client =
            ChatClient.at(person.base(), ChatClient.CHAT).bearer(person.token()).open();
        client.send(
            "resume",
            "channels",
            Json.array(Json.object("channel_id", channel, "after_seq", after)));
        Json answer =
            client.poll(
                frame -> "resumed".equals(frame.textOrNull("type")), Duration.ofSeconds(20));
        if (answer != null) {
          return client;
        }
        client.cut();
      } catch (ChatClient.Refusal | ChatClient.Gone e) {
        Checker.until(() -> false, Duration.ofMillis(100));
      }
    }
    throw new AssertionError("did not get back in");
  }
}
