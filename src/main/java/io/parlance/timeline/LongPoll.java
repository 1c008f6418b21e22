package io.parlance.timeline;

import io.parlance.delivery.FanOut;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.Command;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.MessageView;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

  @PersistenceContext private EntityManager em;
  @Inject private FanOut fanOut;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private History history;
  @Inject private Limits limits;

  // Who waits; written by polls that find nothing, emptied when something changes or time is up.
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  @PostConstruct
  void open() {
    fanOut.watch(this::wake);
    fanOut.watchArrivals(this::wakeUser);
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

  record Reading(Changes changes, boolean news, Set<Long> mine) {
    /** Whoever was brought into a conversation before they waited was woken by nobody. */
    boolean isNewsTo(Waiting one) {
      return news || !mine.equals(one.mine());
    }
  }

  record Waiting(Set<Long> mine, long userId, CompletableFuture<Void> woken) {}

  /** Answers at once if something changed, else when it does, or after that many seconds. */
  public CompletableFuture<Changes> poll(
      Caller caller, List<Command.After> channels, int waitSeconds) {
    // registered before it reads, so that nothing falls between; nor before that, see isNewsTo
    CompletableFuture<Void> woken = new CompletableFuture<>();
    return workers
        .call(() -> mine(caller))
        .thenCompose(
            mine -> {
              Waiting self = new Waiting(mine.keySet(), caller.userId(), woken);
              if (waitSeconds > 0 && waiting.size() < limits.value(Limit.LONG_POLLS)) {
                waiting.add(self);
              }
              return workers
                  .call(() -> read(caller, channels))
                  .thenCompose(first -> later(caller, channels, waitSeconds, self, first))
                  .whenComplete((changes, failure) -> waiting.remove(self));
            });
  }

  private CompletableFuture<Changes> later(
      Caller caller, List<Command.After> channels, int waitSeconds, Waiting self, Reading first) {
    if (first.isNewsTo(self) || !waiting.contains(self)) {
      return CompletableFuture.completedFuture(first.changes());
    }
    var timeout =
        threads.timer().schedule(() -> self.woken().complete(null), waitSeconds, TimeUnit.SECONDS);
    return self.woken()
        .thenCompose(
            nothing -> {
              timeout.cancel(false);
              return workers.call(() -> read(caller, channels));
            })
        .thenApply(Reading::changes);
  }

  private void wake(long conversationId) {
    for (Waiting one : waiting) {
      if (one.mine().contains(conversationId)) {
        one.woken().complete(null);
      }
    }
  }

  /** Somebody was brought into a conversation that no wait knows of yet. */
  private void wakeUser(long userId) {
    waiting.stream().filter(w -> w.userId() == userId).forEach(w -> w.woken().complete(null));
  }

  private Map<Long, Long> mine(Caller caller) {
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

  private Reading read(Caller caller, List<Command.After> channels) {
    Map<Long, Long> heads = mine(caller);
    List<Object> told = new ArrayList<>();
    boolean news = false;
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
      news |= head > after.afterSeq();
      told.add(changed);
    }
    if (lost > 0 && lost == channels.size()) {
      throw Refused.notFound();
    }
    Set<Long> named = ConcurrentHashMap.newKeySet();
    channels.forEach(after -> named.add(after.channelId()));
    heads.forEach(
        (id, head) -> {
          if (!named.contains(id)) {
            told.add(new Other(id, head));
          }
        });
    return new Reading(new Changes(told), news || lost > 0, heads.keySet());
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
