package io.parlance.storage;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Keeps H2's file small while the server runs, a little every second. */
@ApplicationScoped
public class Compaction {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Inject private Database database;
  @Inject private Threads threads;
  @Inject private Workers workers;

  @PostConstruct
  void begin() {
    Sweep sweep = new Sweep(workers);
    database.file().ifPresent(file -> threads.every(PAUSE, () -> sweep.start(file::compact)));
  }
}
