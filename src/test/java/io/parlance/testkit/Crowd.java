package io.parlance.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Many people at once. */
public final class Crowd {
  private Crowd() {}

  /** Fills a conversation with so many messages, several writers at a time. */
  public static void writes(long channel, int messages, Person owner) {
    int writers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, writers)
                  .mapToObj(i -> writer(owner, channel, share(messages, writers, i), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
  }

  private static int share(int messages, int writers, int which) {
    return messages / writers + (which < messages % writers ? 1 : 0);
  }

  private static CompletableFuture<Void> writer(
      Person owner, long channel, int messages, ExecutorService threads) {
    Person person = People.named(owner.base(), "writer", java.util.List.of());
    owner.rest().post(Person.participants(channel), "user_id", person.id()).data();
    return CompletableFuture.runAsync(
        () -> {
          try (ChatClient client = person.chat()) {
            for (int i = 0; i < messages; i++) {
              client.say(channel, "message " + i);
            }
          }
        },
        threads);
  }
}
