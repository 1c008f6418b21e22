package io.parlance.gateway;

import io.parlance.hub.Hub;
import io.parlance.people.People;
import io.parlance.storage.Sweep;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;

/** Somebody suspended is gone within seconds: from every door, on every node, whoever did it. */
@ApplicationScoped
public class Suspensions {
  private static final Duration EVERY = Duration.ofSeconds(2);

  @Inject private Hub hub;
  @Inject private People people;
  @Inject private Workers workers;
  @Inject private Threads threads;

  @PostConstruct
  void open() {
    Sweep sweep = new Sweep(workers);
    threads.every(EVERY, () -> sweep.start(this::look));
  }

  private void look() {
    Set<Long> there = hub.connectedUsers();
    if (!there.isEmpty()) {
      people.suspendedOf(there).forEach(id -> hub.of(id).forEach(hub::turnAway));
    }
  }
}
