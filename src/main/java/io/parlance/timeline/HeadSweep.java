package io.parlance.timeline;

import io.parlance.hub.Announcement;
import io.parlance.hub.Stream;
import io.parlance.hub.Streams;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what was announced here with what the database holds, and announces the rest: a hint
 * that was lost, or that another node had, is mended within seconds for those who are connected.
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
  @Inject private Clock clock;

  // Heads that were behind at the last sweep; what is only on its way is not behind twice.
  // Written by the sweep; bounded by the streams.
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
      sweep.start(() -> gaps.forEach(this::mend));
    }
  }

  private void sweepAll() {
    List<Stream> all = new ArrayList<>(streams.all());
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      sweep(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
  }

  private void sweep(List<Stream> some) {
    Map<Long, Long> heads = new ConcurrentHashMap<>();
    workers
        .inTransaction(
            () ->
                jdbc.rows(
                    "select id, last_seq from conversations where id = any(?)",
                    row -> Map.entry(row.getLong(1), row.getLong(2)),
                    (Object) some.stream().map(Stream::conversationId).toArray(Long[]::new)))
        .forEach(head -> heads.put(head.getKey(), head.getValue()));
    for (Stream stream : some) {
      long head = stream.head();
      boolean late = head >= 0 && head < heads.getOrDefault(stream.conversationId(), 0L);
      if (!late) {
        behind.remove(stream.conversationId());
      } else if (Long.valueOf(head).equals(behind.put(stream.conversationId(), head))) {
        mend(stream);
      }
    }
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
      hasMore = part.hasMore() && part.lastSeq(from) > from && !stream.isFull();
    }
  }
}
