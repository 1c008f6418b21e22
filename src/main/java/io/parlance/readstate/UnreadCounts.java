package io.parlance.readstate;

import io.parlance.delivery.FanOut;
import io.parlance.hub.Hub;
import io.parlance.messages.Messages.Asker;
import io.parlance.protocol.Event;
import io.parlance.readstate.ReadState.Standing;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Sweep;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells people who are there how much they have not read. A conversation in which much is said is
 * told of once a second, one that was quiet at once; all that are due share two queries.
 */
@ApplicationScoped
public class UnreadCounts {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final long PAUSE_MILLIS = 1_000;

  /** Of so many conversations everything that one person is told fits into one text. */
  private static final int AT_ONCE = 300;

  @Inject private FanOut fanOut;
  @Inject private Hub hub;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private Jdbc jdbc;

  // Conversations that changed since they were told of; written by every change, emptied by who
  // tells.
  private final Set<Long> stirred = ConcurrentHashMap.newKeySet();
  // When each was told of last; written by who tells, and the tick forgets what is older than the
  // pause.
  private final Map<Long, Long> toldAt = new ConcurrentHashMap<>();

  /** From before it is read until it is told: a mark that moves meanwhile may be told before. */
  private volatile boolean telling;

  private Sweep sweep;

  @PostConstruct
  void open() {
    sweep = new Sweep(workers);
    fanOut.watch(this::stir);
    threads.every(TICK, this::tick);
  }

  private void stir(long conversationId) {
    stirred.add(conversationId);
  }

  /** The person has read: all of that person's sockets are told, and the others who joined. */
  public void tell(long userId, Standing standing, boolean moved, Asker asker) {
    if (telling) {
      stir(
          standing.channelId()); // what is being told may be older, and must not stay the last word
    }
    fanOut.tellUser(userId, event(standing), asker.connection(), asker.commandId());
    if (moved) {
      fanOut.tellJoined(
          standing.channelId(),
          new Event.ReadReceipt(standing.channelId(), userId, standing.lastReadSeq()));
    }
  }

  /** How often the person is named beyond that change. */
  public long mentions(long conversationId, long userId, long seq) {
    return jdbc.rows(
            "select count(*) from mentions where user_id = ? and conversation_id = ? and seq > ?",
            row -> row.getLong(1),
            userId,
            conversationId,
            seq)
        .get(0);
  }

  private void tick() {
    if (stirred.isEmpty() && toldAt.isEmpty()) {
      return;
    }
    long now = now();
    toldAt.values().removeIf(at -> now - at >= PAUSE_MILLIS);
    if (!due().isEmpty()) {
      sweep.start(this::tellDue);
    }
  }

  private List<Long> due() {
    return stirred.stream().filter(id -> !toldAt.containsKey(id)).limit(AT_ONCE).toList();
  }

  private void tellDue() {
    List<Long> due = due();
    long now = now();
    due.forEach(id -> toldAt.put(id, now));
    due.forEach(stirred::remove); // before it is read: what changes from here on is told again
    telling = true;
    try {
      Set<Long> there = hub.connectedUsers();
      if (!there.isEmpty()) {
        fanOut.tellEach(workers.inTransaction(() -> standings(due, there)));
      }
    } catch (RuntimeException | Error e) {
      stirred.addAll(due);
      throw e;
    } finally {
      telling = false;
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  private Map<Long, List<Event>> standings(Collection<Long> due, Set<Long> there) {
    Long[] ids = due.toArray(Long[]::new);
    Map<Key, Long> mentions = new HashMap<>();
    jdbc.rows(
        "select p.user_id, p.conversation_id, count(*) from conversation_participants p, mentions m"
            + " where p.conversation_id = any(?) and m.user_id = p.user_id"
            + " and m.conversation_id = p.conversation_id and m.seq > p.read_seq"
            + " group by p.user_id, p.conversation_id",
        row -> mentions.put(new Key(row.getLong(1), row.getLong(2)), row.getLong(3)),
        (Object) ids);
    Map<Long, List<Event>> standings = new HashMap<>();
    jdbc
        .rows(
            "select p.user_id, c.id, c.message_count - p.read_number - p.deleted_beyond, p.read_seq"
                + " from conversation_participants p, conversations c"
                + " where c.id = any(?) and c.deleted_at is null and p.conversation_id = c.id",
            row -> new Counted(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
            (Object) ids)
        .stream()
        .filter(counted -> there.contains(counted.userId()))
        .forEach(
            counted ->
                standings
                    .computeIfAbsent(counted.userId(), key -> new ArrayList<>())
                    .add(
                        event(
                            new Standing(
                                counted.conversationId(),
                                Math.max(0, counted.unread()),
                                mentions.getOrDefault(counted.key(), 0L),
                                counted.readSeq()))));
    return standings;
  }

  private record Key(long userId, long conversationId) {}

  private record Counted(long userId, long conversationId, long unread, long readSeq) {
    Key key() {
      return new Key(userId, conversationId);
    }
  }

  private static Event event(Standing s) {
    return new Event.UnreadCountUpdated(s.channelId(), s.count(), s.mentions(), s.lastReadSeq());
  }
}
