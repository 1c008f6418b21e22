package io.parlance.presence;

import io.parlance.delivery.FanOut;
import io.parlance.hub.Hub;
import io.parlance.people.Person;
import io.parlance.people.Statuses;
import io.parlance.protocol.Event;
import io.parlance.security.Caller;
import io.parlance.storage.AfterCommit;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Sweep;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is there: told by live sockets, several a person, and by what that person chose.
 *
 * <p>What changes is told half a second later, once: whoever only reconnects is not told of.
 */
@ApplicationScoped
public class Presence implements Statuses {
  private static final Duration TICK = Duration.ofMillis(500);
  static final String OFFLINE = "offline";

  @Inject private Hub hub;
  @Inject private FanOut fanOut;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private AfterCommit afterCommit;
  @Inject private Clock clock;
  @PersistenceContext private EntityManager em;
  @Inject private Jdbc jdbc;

  // What a person with a socket chose; written by arrived, left and choose, bounded by the sockets.
  private final Map<Long, String> chosen = new ConcurrentHashMap<>();
  // What was told last; an entry less means offline. Written by who tells.
  private final Map<Long, String> told = new ConcurrentHashMap<>();
  // Whose status may have changed since the last tick; written by everybody, emptied by who tells.
  private final Set<Long> stirred = ConcurrentHashMap.newKeySet();

  private Sweep sweep;

  @PostConstruct
  void open() {
    sweep = new Sweep(workers);
    threads.every(TICK, this::tick);
  }

  /** A socket of that person has opened. Runs on a worker: the first one reads what was chosen. */
  public void arrived(Caller caller) {
    // not containsKey: a tick that is just taking the entry away is waited for
    if (chosen.computeIfPresent(caller.userId(), (id, known) -> known) == null) {
      String choice = workers.inTransaction(() -> em.find(Person.class, caller.userId()).status());
      chosen.putIfAbsent(caller.userId(), choice);
    }
    stirred.add(caller.userId());
  }

  /** A socket of that person has gone; others of the same person may still be there. */
  public void left(Caller caller) {
    stirred.add(caller.userId());
  }

  /**
   * The person says how to be shown, from now on and next time. Who arrives meanwhile reads either
   * this or what was before, and is put right when this has committed.
   *
   * @return what answers the command, whether it changed something or not: protocol.md, section 3
   */
  public Event.UserStatus choose(Caller caller, String status) {
    Person person = em.find(Person.class, caller.userId());
    person.choose(status);
    afterCommit.run(
        () -> {
          chosen.put(caller.userId(), status);
          stirred.add(caller.userId());
        });
    return new Event.UserStatus(caller.userId(), status, clock.instant());
  }

  /** Whoever only reconnects is not told of, so who asks meanwhile must not hear of it either. */
  @Override
  public String status(long userId) {
    return status(userId, hub.connectedUsers());
  }

  private String status(long userId, Set<Long> there) {
    return there.contains(userId) ? now(userId, there) : told.getOrDefault(userId, OFFLINE);
  }

  private String now(long userId, Set<Long> there) {
    return there.contains(userId) ? chosen.getOrDefault(userId, "online") : OFFLINE;
  }

  /** Those of these people who are there and do not hide it. */
  public List<Long> online(Collection<Long> userIds) {
    Set<Long> there = hub.connectedUsers();
    return userIds.stream().filter(id -> !OFFLINE.equals(status(id, there))).sorted().toList();
  }

  /** Everybody who is there and does not hide it. */
  public List<Long> online() {
    return online(hub.connectedUsers());
  }

  private void tick() {
    // a socket that died without a word left nothing stirred
    Set<Long> there = hub.connectedUsers(); // asked once: a call of an enterprise bean costs more
    told.keySet().stream().filter(id -> !there.contains(id)).forEach(stirred::add);
    if (!stirred.isEmpty()) {
      sweep.start(this::tellStirred);
    }
  }

  /** By one worker at a time: what is told last is how it is. */
  private void tellStirred() {
    Set<Long> due = Set.copyOf(stirred);
    stirred.removeAll(due); // before it is looked at: what changes from here on is told next
    Set<Long> there = hub.connectedUsers();
    Map<Long, String> changed = new HashMap<>();
    for (Long userId : due) {
      String now = now(userId, there);
      chosen.computeIfPresent(userId, (id, known) -> there.contains(id) ? known : null);
      if (!now.equals(told.getOrDefault(userId, OFFLINE))) {
        changed.put(userId, now);
      }
    }
    try {
      tell(changed);
    } catch (RuntimeException e) {
      stirred.addAll(due);
      throw e;
    }
  }

  private void tell(Map<Long, String> changed) {
    if (changed.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Map<Long, Set<Long>> places = places(changed.keySet());
    remember(changed.keySet().stream().filter(id -> OFFLINE.equals(changed.get(id))).toList(), now);
    Map<Event, Set<Long>> events = new HashMap<>();
    changed.forEach(
        (userId, status) -> {
          if (OFFLINE.equals(status)) {
            told.remove(userId);
          } else {
            told.put(userId, status);
          }
          events.put(
              new Event.UserStatus(userId, status, now), places.getOrDefault(userId, Set.of()));
        });
    fanOut.tellJoinedAny(events);
  }

  /** In which conversations these people are. */
  private Map<Long, Set<Long>> places(Set<Long> userIds) {
    Map<Long, Set<Long>> places = new HashMap<>();
    workers
        .inTransaction(
            () ->
                jdbc.rows(
                    "select user_id, conversation_id from conversation_participants"
                        + " where user_id = any(?)",
                    row -> Map.entry(row.getLong(1), row.getLong(2)),
                    (Object) userIds.toArray(Long[]::new)))
        .forEach(
            place ->
                places
                    .computeIfAbsent(place.getKey(), id -> new HashSet<>())
                    .add(place.getValue()));
    return places;
  }

  private void remember(List<Long> gone, Instant now) {
    if (gone.isEmpty()) {
      return;
    }
    workers.inTransaction(
        () ->
            jdbc.update(
                "update people set last_seen_at = ? where id = any(?)",
                Jdbc.value(now),
                gone.toArray(Long[]::new)));
  }
}
