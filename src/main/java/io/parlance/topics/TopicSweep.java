package io.parlance.topics;

import io.parlance.storage.Sweep;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds what was published durably and not announced here, by another node or by a hint that was
 * lost; and forgets what is too old.
 */
@ApplicationScoped
public class TopicSweep {
  private static final int AT_ONCE = 500;

  /** Every so many looks at what has changed, all topics are compared. */
  private static final int ALL_EVERY = 15;

  @Inject private TopicStreams streams;
  @Inject private TopicFamilies families;
  @Inject private TopicLog log;
  @Inject private Workers workers;
  @Inject private Threads threads;

  private Sweep sweep;
  private Sweep forgetting;
  private int looks;

  /** Called once, at startup. */
  void begin() {
    sweep = new Sweep(workers);
    forgetting = new Sweep(workers);
    threads.every(Duration.ofSeconds(1), () -> sweep.start(this::look));
    threads.every(Duration.ofMillis(250), this::lookForGaps);
    threads.every(Duration.ofSeconds(10), streams::forgetIdle);
    threads.every(Duration.ofMinutes(10), () -> forgetting.start(this::forget));
  }

  private void lookForGaps() {
    streams.all().forEach(Topic::flushSoon);
    List<Topic> gaps = streams.all().stream().filter(Topic::hasGap).toList();
    if (!gaps.isEmpty()) {
      sweep.start(() -> Sweep.each(gaps, streams::mend));
    }
  }

  private void look() {
    List<Topic> durable =
        streams.all().stream().filter(t -> t.family().durable() && t.size() > 0).toList();
    if (durable.isEmpty()) {
      return;
    }
    looks++;
    if (looks % ALL_EVERY == 0) {
      for (int from = 0; from < durable.size(); from += AT_ONCE) {
        List<Topic> some = durable.subList(from, Math.min(durable.size(), from + AT_ONCE));
        compare(log.heads(some.stream().map(Topic::name).toList()));
      }
    } else {
      compare(log.changed());
    }
  }

  private void compare(Map<String, Long> heads) {
    List<Topic> behind = new ArrayList<>();
    heads.forEach(
        (name, head) ->
            streams.find(name).filter(topic -> topic.isBehind(head)).ifPresent(behind::add));
    Sweep.each(behind, streams::mend);
  }

  /** Portion by portion, however much there is: each is a transaction of its own. */
  private void forget() {
    boolean more = true;
    while (more) {
      more = log.forgetAnswers();
    }
    Sweep.each(families.all(), this::forget);
  }

  private void forget(TopicFamily family) {
    boolean more = family.durable();
    while (more) {
      more = log.forgetEvents(family);
    }
  }
}
