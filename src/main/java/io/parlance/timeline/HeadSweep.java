package io.parlance.timeline;

import io.parlance.delivery.FanOut;
import io.parlance.hub.Announcement;
import io.parlance.hub.Stream;
import io.parlance.hub.Streams;
import io.parlance.hub.Subscription;
import io.parlance.protocol.Event;
import io.parlance.protocol.Frame;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Sweep;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what was announced here with what the database holds, and announces the rest: a hint
 * that was lost, or that another node had, is mended within seconds for those who are connected.
 * Likewise whoever was taken out on another node hears no more here.
 */
@ApplicationScoped
public class HeadSweep {
  /** Well within the 5 seconds that are promised. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  private static final Duration GAPS_EVERY = Duration.ofMillis(250);
  private static final int AT_ONCE = 500;

  @Inject private Jdbc jdbc;
  @Inject private Streams streams;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private Missed missed;
  @Inject private FanOut fanOut;
  @Inject private Clock clock;

  // Heads that were behind at the last sweep; what is only on its way is not behind twice.
  // Written by the sweep, which forgets what nobody listens to any more.
  private final Map<Long, Long> behind = new ConcurrentHashMap<>();

  private Sweep sweep;

  @PostConstruct
  void open() {
    sweep = new Sweep(workers);
    threads.every(EVERY, this::look);
    threads.every(GAPS_EVERY, this::lookForGaps);
  }

  private void look() {
    if (!streams.all().isEmpty()) {
      sweep.start(this::sweepAll);
    }
  }

  private void lookForGaps() {
    List<Stream> gaps = streams.all().stream().filter(Stream::hasGap).toList();
    if (!gaps.isEmpty()) {
      sweep.start(() -> Sweep.each(gaps, this::mend));
    }
  }

  private void sweepAll() {
    List<Stream> all = List.copyOf(streams.all());
    behind.keySet().retainAll(Set.of(ids(all)));
    Sweep.each(all, AT_ONCE, this::sweep);
  }

  private record Head(long conversationId, long lastSeq, long memberChanges) {}

  private void sweep(List<Stream> some) {
    Map<Long, Head> heads = new HashMap<>();
    workers
        .inTransaction(
            () ->
                jdbc.rows(
                    "select id, last_seq, member_changes from conversations where id = any(?)",
                    row -> new Head(row.getLong(1), row.getLong(2), row.getLong(3)),
                    (Object) ids(some)))
        .forEach(head -> heads.put(head.conversationId(), head));
    Sweep.each(
        some,
        stream -> {
          Head head = heads.get(stream.conversationId());
          if (head != null) {
            // before it is mended: what was said since is not for who was taken out
            if (stream.seen().changes() != head.memberChanges()) {
              expelStrangers(stream, head.memberChanges());
            }
            mendIfBehind(stream, head.lastSeq());
          }
        });
  }

  private static Long[] ids(List<Stream> streams) {
    return streams.stream().map(Stream::conversationId).toArray(Long[]::new);
  }

  private void mendIfBehind(Stream stream, long lastSeq) {
    long head = stream.head();
    if (head < 0 || head >= lastSeq) {
      behind.remove(stream.conversationId());
    } else if (Long.valueOf(head).equals(behind.put(stream.conversationId(), head))) {
      mend(stream);
    }
  }

  /** Somebody came or went, here or on another node: who is no longer in it hears no more of it. */
  private void expelStrangers(Stream stream, long memberChanges) {
    long conversationId = stream.conversationId();
    List<Subscription> listening = List.of(stream.subscriptions());
    boolean allAdmitted = listening.stream().allMatch(Subscription::isAdmitted);
    Long[] users =
        listening.stream()
            .filter(Subscription::isAdmitted)
            .map(each -> each.connection().userId())
            .distinct()
            .toArray(Long[]::new);
    Set<Long> strangers = new HashSet<>(List.of(users));
    workers
        .inTransaction(
            () ->
                jdbc.rows(
                    "select p.user_id from conversation_participants p, conversations c"
                        + " where p.conversation_id = ? and p.user_id = any(?)"
                        + " and c.id = p.conversation_id and c.deleted_at is null",
                    row -> row.getLong(1),
                    conversationId,
                    users))
        .forEach(strangers::remove);
    for (long userId : strangers) {
      fanOut.tellUsers(List.of(userId), new Event.MemberLeft(conversationId, userId));
      fanOut.expel(conversationId, userId);
    }
    if (allAdmitted) {
      stream.seen().all(memberChanges);
    } // else whoever is about to join may have been seen to be a member before that change
  }

  private void mend(Stream stream) {
    boolean hasMore = true;
    while (hasMore) {
      long from = stream.head();
      Missed.Part part =
          workers.inTransaction(() -> missed.after(stream.conversationId(), from, AT_ONCE));
      List<Announcement> read =
          part.changes().stream()
              .map(c -> new Announcement(c.seq(), Frame.of(c.event(), clock.instant())))
              .toList();
      streams.mend(stream.conversationId(), read, part.lastSeq(from));
      fanOut.stir(stream.conversationId());
      hasMore = part.hasMore() && part.lastSeq(from) > from && !stream.isFull();
    }
  }
}
