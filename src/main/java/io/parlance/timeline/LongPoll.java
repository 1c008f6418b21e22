package io.parlance.timeline;

import io.parlance.delivery.FanOut;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Sweep;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** {@code resume} without a socket: protocol.md, section 5, {@code POST /v1/messaging/changes}. */
@ApplicationScoped
public class LongPoll {
  /** Changes of all conversations in one answer. */
  private static final int MOST = 500;

  /** Those who wait are looked after so many at once. */
  private static final int AT_ONCE = 100;

  private static final Duration EVERY = Duration.ofSeconds(2);

  @PersistenceContext private EntityManager em;
  @Inject private FanOut fanOut;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private History history;
  @Inject private Limits limits;
  @Inject private Jdbc jdbc;

  // Who waits; written by polls that find nothing, emptied when something changes or time is up.
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  private Sweep sweep;

  @PostConstruct
  void open() {
    fanOut.watch(this::wake);
    fanOut.watchArrivals(this::wakeUser);
    sweep = new Sweep(workers);
    threads.every(EVERY, this::look);
  }

  /** What happened in one conversation that the caller named. */
  public record Changed(
      long channelId,
      long lastSeq,
      boolean complete,
      List<MessageView> messages,
      Collection<MessageView.Parent> parents) {}

  /** A conversation that the caller named and may not, or no longer, see. */
  public record Lost(long channelId, String code) {}

  /** A conversation that the caller did not name. */
  public record Other(long channelId, long lastSeq) {}

  /**
   * What a poll is told.
   *
   * @param channels {@link Changed} or {@link Lost} for those named, {@link Other} for the rest
   */
  public record Changes(List<Object> channels) {}

  /**
   * Somebody who waits.
   *
   * @param heads the last change of each of their conversations when they began to
   */
  record Waiting(long userId, Map<Long, Long> heads, CompletableFuture<Void> woken) {
    /** Whoever was brought into a conversation before they waited was woken by nobody. */
    boolean isNews(Map<Long, Long> now, List<Command.After> named) {
      return !now.keySet().equals(heads.keySet())
          || named.stream()
              .anyMatch(
                  after -> now.getOrDefault(after.channelId(), Long.MAX_VALUE) > after.afterSeq());
    }
  }

  /** Done when there is something to {@link #read}, or after that many seconds. */
  public CompletableFuture<Void> news(Caller caller, List<Command.After> channels, int seconds) {
    if (seconds == 0) {
      return CompletableFuture.completedFuture(null);
    }
    // registered before it looks, so that nothing falls between; nor before that, see isNews
    return workers
        .call(() -> heads(caller))
        .thenCompose(
            heads -> {
              Waiting self = new Waiting(caller.userId(), heads, new CompletableFuture<>());
              if (mayWait(caller)) {
                waiting.add(self);
              } else {
                self.woken().complete(null);
              }
              return workers
                  .call(() -> self.isNews(heads(caller), channels))
                  .thenCompose(isNews -> isNews ? over() : woken(self, seconds))
                  .whenComplete((nothing, failure) -> waiting.remove(self));
            });
  }

  private static CompletableFuture<Void> over() {
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<Void> woken(Waiting self, int seconds) {
    var timeout =
        threads.timer().schedule(() -> self.woken().complete(null), seconds, TimeUnit.SECONDS);
    return self.woken().whenComplete((nothing, failure) -> timeout.cancel(false));
  }

  private boolean mayWait(Caller caller) {
    long own = waiting.stream().filter(one -> one.userId() == caller.userId()).count();
    return waiting.size() < limits.value(Limit.LONG_POLLS)
        && own < limits.value(Limit.LONG_POLLS_PER_USER);
  }

  private void wake(long conversationId) {
    for (Waiting one : waiting) {
      if (one.heads().containsKey(conversationId)) {
        one.woken().complete(null);
      }
    }
  }

  /** Somebody was brought into a conversation that no wait knows of yet. */
  private void wakeUser(long userId) {
    waiting.stream().filter(w -> w.userId() == userId).forEach(w -> w.woken().complete(null));
  }

  /** What another node did wakes nobody here: it is looked for. */
  private void look() {
    if (!waiting.isEmpty()) {
      sweep.start(() -> Sweep.each(List.copyOf(waiting), AT_ONCE, this::lookAt));
    }
  }

  private void lookAt(List<Waiting> some) {
    Set<Long> ids = new HashSet<>();
    some.forEach(one -> ids.addAll(one.heads().keySet()));
    Map<Long, Long> now = new HashMap<>();
    workers.inTransaction(
        () ->
            jdbc.rows(
                "select id, last_seq from conversations where id = any(?)",
                row -> now.put(row.getLong(1), row.getLong(2)),
                (Object) ids.toArray(Long[]::new)));
    for (Waiting one : some) {
      if (one.heads().entrySet().stream()
          .anyMatch(e -> !e.getValue().equals(now.get(e.getKey())))) {
        one.woken().complete(null);
      }
    }
  }

  private Map<Long, Long> heads(Caller caller) {
    Map<Long, Long> heads = new HashMap<>();
    em.createQuery(
            "select c.id, c.lastSeq from Participant p, Conversation c where p.userId = :user"
                + " and c.id = p.conversationId and c.deletedAt is null order by c.id",
            Object[].class)
        .setParameter("user", caller.userId())
        .getResultList()
        .forEach(row -> heads.put((Long) row[0], (Long) row[1]));
    return heads;
  }

  /** What happened in these conversations, and how far the caller's others are. */
  public Changes read(Caller caller, List<Command.After> channels) {
    Map<Long, Long> heads = heads(caller);
    List<Object> told = new ArrayList<>();
    int lost = 0;
    int left = MOST;
    for (Command.After after : channels) {
      Long head = heads.get(after.channelId());
      if (head == null) {
        lost++;
        told.add(new Lost(after.channelId(), ErrorCode.NOT_FOUND.wireName()));
        continue;
      }
      Changed changed = changed(after, head, left);
      left -= changed.messages().size();
      told.add(changed);
    }
    if (lost > 0 && lost == channels.size()) {
      throw Refused.notFound();
    }
    channels.forEach(after -> heads.remove(after.channelId()));
    heads.forEach((id, head) -> told.add(new Other(id, head)));
    return new Changes(told);
  }

  private Changed changed(Command.After after, long head, int most) {
    long id = after.channelId();
    if (head <= after.afterSeq() || most <= 0) {
      return new Changed(id, head, head <= after.afterSeq(), List.of(), List.of());
    }
    History.ChangesPage found = history.changes(id, after.afterSeq(), most);
    History.Page page = found.page();
    return new Changed(id, head, !page.hasMore(), page.messages(), found.parents().values());
  }
}
