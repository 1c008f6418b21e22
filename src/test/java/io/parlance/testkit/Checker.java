package io.parlance.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Proves that acknowledged means kept. Writers send over sockets and REST together and send again
 * whatever was not acknowledged; readers live through the same faults; then the whole history is
 * read, and what was promised is compared with what is there.
 */
public final class Checker {
  /** What a run is like. {@code -Dparlance.checker.scale=10} makes every run ten times as long. */
  public record Plan(
      URI base,
      URI direct,
      int writers,
      int messages,
      int readers,
      double shareOfRest,
      int padding,
      Duration acknowledgement,
      Duration patience,
      long seed) {

    public static Plan at(URI base) {
      return new Plan(
          base,
          base,
          8,
          Integer.getInteger("parlance.checker.scale", 1) * 40,
          3,
          0.3,
          60,
          Duration.ofSeconds(3),
          Duration.ofSeconds(100),
          Long.getLong("parlance.checker.seed", System.nanoTime()));
    }

    /** Clients go through here; people are made and the history is read without it. */
    public Plan through(Proxy proxy) {
      return new Plan(
          proxy.base(),
          direct,
          writers,
          messages,
          readers,
          shareOfRest,
          padding,
          acknowledgement,
          patience,
          seed);
    }

    public Plan writers(int count, int each) {
      return new Plan(
          base,
          direct,
          count,
          each,
          readers,
          shareOfRest,
          padding,
          acknowledgement,
          patience,
          seed);
    }

    public Plan readers(int count) {
      return new Plan(
          base,
          direct,
          writers,
          messages,
          count,
          shareOfRest,
          padding,
          acknowledgement,
          patience,
          seed);
    }

    public Plan padding(int characters) {
      return new Plan(
          base,
          direct,
          writers,
          messages,
          readers,
          shareOfRest,
          characters,
          acknowledgement,
          patience,
          seed);
    }

    /** How long the whole sending may take, faults and restarts included. */
    public Plan within(Duration time) {
      return new Plan(
          base,
          direct,
          writers,
          messages,
          readers,
          shareOfRest,
          padding,
          acknowledgement,
          time,
          seed);
    }

    /** How long an acknowledgement may take before the message is sent again. */
    public Plan acknowledgedWithin(Duration time) {
      return new Plan(
          base, direct, writers, messages, readers, shareOfRest, padding, time, patience, seed);
    }
  }

  private final Plan plan;
  private final List<CheckedWriter> writers = new ArrayList<>();
  private final List<CheckedReader> readers = new ArrayList<>();
  private final Person owner;
  private final long channel;

  private Checker(Plan plan) {
    this.plan = plan;
    owner = People.named(plan.direct(), "owner", List.of());
    channel = owner.startsGroup();
    for (int i = 0; i < plan.writers(); i++) {
      writers.add(new CheckedWriter(member("w"), channel, plan.messages(), plan, plan.seed() + i));
    }
    for (int i = 0; i < plan.readers(); i++) {
      readers.add(new CheckedReader(member("r"), channel, plan));
    }
  }

  /** Makes the people and their conversation; the server must be up. */
  public static Checker prepared(Plan plan) {
    return new Checker(plan);
  }

  private Person member(String name) {
    Person person = People.named(plan.direct(), name, List.of());
    owner.rest().post(Person.participants(channel), "user_id", person.id()).expect(201);
    return person;
  }

  public long channel() {
    return channel;
  }

  public Person owner() {
    return owner;
  }

  /** How many messages have been acknowledged so far: faults wait for it. */
  public int acknowledged() {
    return writers.stream().mapToInt(CheckedWriter::acknowledged).sum();
  }

  public int planned() {
    return plan.writers() * plan.messages();
  }

  /** Waits until this share of the planned messages is acknowledged: faults wait for it. */
  public void reach(double share) {
    if (!until(() -> acknowledged() >= share * planned(), plan.patience())) {
      throw new AssertionError(
          "only " + acknowledged() + " of " + planned() + " were acknowledged in time");
    }
  }

  /** Waits until so many messages are acknowledged; false if they are not in this time. */
  public boolean reachedWithin(long messages, Duration time) {
    return until(() -> acknowledged() >= messages, time);
  }

  /** Waits for a condition that has no event of its own. */
  public static boolean until(BooleanSupplier condition, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
    return true;
  }

  public CheckerReport run() {
    return run(() -> {});
  }

  /** Runs with faults going on meanwhile; they must have ended when they return. */
  public CheckerReport run(Runnable faults) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<?>> reading = new ArrayList<>();
      List<CompletableFuture<?>> writing = new ArrayList<>();
      readers.forEach(one -> reading.add(CompletableFuture.runAsync(one, threads)));
      writers.forEach(one -> writing.add(CompletableFuture.runAsync(one, threads)));
      faults.run();
      writing.forEach(CompletableFuture::join);
      List<Json> history = history();
      long last = owner.findsConversation(channel).number("last_seq");
      readers.forEach(reader -> reader.finishAt(last, Duration.ofMinutes(2)));
      reading.forEach(CompletableFuture::join);
      return report(history);
    } finally {
      threads.shutdownNow();
    }
  }

  private CheckerReport report(List<Json> history) {
    List<Ledger> ledgers = writers.stream().map(CheckedWriter::ledger).toList();
    List<List<String>> read = readers.stream().map(CheckedReader::lines).toList();
    List<String> behind =
        readers.stream()
            .filter(reader -> reader.lines().size() != history.size())
            .map(CheckedReader::standing)
            .toList();
    return CheckerReport.of(history, ledgers, read)
        .with(
            readers.stream().mapToInt(CheckedReader::doubled).sum(),
            readers.stream().mapToInt(CheckedReader::outOfOrder).sum())
        .under(
            String.format(
                "%d attempts, %d resumes, %d missed hints, behind %s, seed %d",
                writers.stream().mapToInt(CheckedWriter::attempts).sum(),
                readers.stream().mapToInt(CheckedReader::resumes).sum(),
                readers.stream().mapToInt(CheckedReader::missed).sum(),
                behind,
                plan.seed()));
  }

  /** The whole history over REST, page by page. */
  public List<Json> history() {
    List<Json> all = new ArrayList<>();
    long after = 0;
    while (true) {
      List<Json> page =
          owner.rest().get(Person.messages(channel) + "?limit=100&after_seq=" + after).list();
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      after = page.get(page.size() - 1).number("seq");
    }
  }
}
