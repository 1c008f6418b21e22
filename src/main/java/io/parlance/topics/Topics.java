package io.parlance.topics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parlance.hub.Connection;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.storage.Faults;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Subscribing, publishing and recovering: the room that the doors call. */
@ApplicationScoped
public class Topics {
  /** While the database is away a socket's command is tried again so often, a second apart. */
  private static final int TRIES = 30;

  private static final int RETRY_MILLIS = 1_000;

  /** More than any family remembers: one reading shows whether all of it is there. */
  private static final int MOST_READ = 11_000;

  private static final int MOST_ANSWERS = 100_000;

  /** The epoch of a topic in memory that has nothing to tell: no topic has it. */
  private static final String NOTHING = "0";

  @Inject private TopicFamilies families;
  @Inject private TopicStreams streams;
  @Inject private TopicWriter writer;
  @Inject private TopicSweep sweep;
  @Inject private TopicLog log;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private Limits limits;
  @Inject private Faults faults;
  @Inject private Clock clock;

  private record Question(String topic, long userId, String key) {}

  private record Answered(String digest, Published published) {}

  // What requests with a key to topics in memory were answered with; the oldest go first.
  private final Cache<Question, Answered> answers =
      Caffeine.newBuilder().maximumSize(MOST_ANSWERS).expireAfterWrite(Duration.ofDays(1)).build();

  /** What a reader without a socket gets. */
  public record Page(
      String topic,
      String epoch,
      long offset,
      boolean recovered,
      List<TopicTold> events,
      boolean hasMore) {}

  /** Begins what works in the background: it has to be there before the first event is. */
  @PostConstruct
  void open() {
    writer.poke();
    sweep.begin();
  }

  /** What a socket listens to, from now until it is gone. */
  public TopicSession open(Connection connection) {
    TopicSession session = new TopicSession(this, connection);
    connection.whenGone(session::end);
    return session;
  }

  TopicStreams streams() {
    return streams;
  }

  int limit(Limit limit) {
    return limits.value(limit);
  }

  Refused refusal(Throwable failure) {
    return faults.refusal(failure);
  }

  /** Whether asking who may listen may take as long as a database does. */
  boolean waits(String topic) {
    return families.of(topic).map(family -> family.subscribe().waits()).orElse(false);
  }

  /** The topic's family, if there is one and it allows that. May wait; see {@link #waits}. */
  Optional<TopicFamily> allowed(TopicRule.Act act, Caller caller, String topic) {
    return families
        .of(topic)
        .filter(
            family ->
                family
                    .rule(act)
                    .allows(
                        new TopicRule.Question(
                            act, caller, topic, family.id(topic).orElseThrow())));
  }

  /** The people who listen on this node, in order. */
  List<Long> people(String topic) {
    return streams
        .find(topic)
        .map(live -> live.people().stream().sorted().toList())
        .orElse(List.of());
  }

  TopicLog.Read read(Topic topic, long offset) {
    return log.after(topic.name(), topic.epoch(), offset, MOST_READ);
  }

  /**
   * Publishes.
   *
   * @param events reads them, once it is known that the caller may
   * @return completed when the events have their places: after the commit, where they are durable;
   *     or with {@code Refused}, which it may also throw: {@code not_found} for a topic of no
   *     family, {@code access_denied}, {@code unavailable} where too much is waiting
   */
  public CompletableFuture<Published> publish(
      Caller caller, String topic, Supplier<List<TopicEvent>> events, Publication.Request request) {
    TopicFamily family = families.of(topic).orElseThrow(Refused::notFound);
    if (!family.publish().waits()) {
      return place(allowed(caller, new Publication(topic, family, null, request), events));
    }
    return workers
        .call(() -> allowed(caller, new Publication(topic, family, null, request), events))
        .thenCompose(this::place);
  }

  private Publication allowed(
      Caller caller, Publication publication, Supplier<List<TopicEvent>> events) {
    if (allowed(TopicRule.Act.PUBLISH, caller, publication.topic()).isEmpty()) {
      throw Refused.denied("you may not publish to this topic");
    }
    return publication.of(events.get());
  }

  private CompletableFuture<Published> place(Publication publication) {
    if (publication.family().durable()) {
      return writer.submit(publication);
    }
    Publication.Request request = publication.request();
    if (request == null) {
      return CompletableFuture.completedFuture(now(publication));
    }
    Answered answered =
        answers.get(
            new Question(publication.topic(), request.userId(), request.key()),
            question -> new Answered(request.digest(), now(publication)));
    if (!answered.digest().equals(request.digest())) {
      throw TopicLog.otherwise();
    }
    return CompletableFuture.completedFuture(answered.published());
  }

  private Published now(Publication publication) {
    if (streams.find(publication.topic()).map(Topic::isFull).orElse(false)) {
      throw Refused.later(ErrorCode.UNAVAILABLE, "too much waits for this topic's listeners", 1000);
    }
    return streams.publish(publication.topic(), publication.family(), publication.events());
  }

  /**
   * Events after a place. May wait for the database.
   *
   * @param epoch the place's; null where the reader has none
   */
  public Page page(Caller caller, String topic, String epoch, long since, int limit) {
    TopicFamily family = readable(caller, topic);
    if (family.durable()) {
      TopicLog.Read read = log.after(topic, streams.epoch(), since, limit + 1);
      boolean whole = isOf(streams.epoch(), epoch) && read.follows(since);
      return page(topic, streams.epoch(), read.head(), whole ? read.events() : null, limit);
    }
    Optional<Topic> live = streams.find(topic);
    if (live.isEmpty()) {
      return new Page(topic, NOTHING, 0, false, List.of(), false);
    }
    Topic known = live.get();
    List<TopicTold> events = isOf(known.epoch(), epoch) ? known.since(since, clock.millis()) : null;
    return page(topic, known.epoch(), known.head(), events, limit);
  }

  private static boolean isOf(String epoch, String asked) {
    return asked == null || asked.equals(epoch);
  }

  private static Page page(
      String topic, String epoch, long head, List<TopicTold> events, int limit) {
    if (events == null) {
      return new Page(topic, epoch, head, false, List.of(), false);
    }
    boolean hasMore = events.size() > limit;
    return new Page(topic, epoch, head, true, hasMore ? events.subList(0, limit) : events, hasMore);
  }

  /** Who listens, for somebody who may know. */
  public List<Long> people(Caller caller, String topic) {
    if (!readable(caller, topic).presence()) {
      throw Refused.denied("this topic does not tell who is there");
    }
    return people(topic);
  }

  /** What one may not listen to is not there. */
  private TopicFamily readable(Caller caller, String topic) {
    return allowed(TopicRule.Act.SUBSCRIBE, caller, topic).orElseThrow(Refused::notFound);
  }

  /** What follows encodes, compresses and writes: that is what flushers are for. */
  CompletableFuture<Void> pause(long millis) {
    return threads.pause(millis, streams.flushers());
  }

  /** Works for a socket, and tries again for a while where the database is away. */
  <T> CompletableFuture<T> patiently(Connection connection, Supplier<T> work) {
    return patiently(connection, work, TRIES);
  }

  private <T> CompletableFuture<T> patiently(Connection connection, Supplier<T> work, int tries) {
    return workers
        .call(work)
        .handle(
            (result, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(result);
              }
              boolean again =
                  tries > 0
                      && connection.closing() == null
                      && faults.refusal(failure).code() == ErrorCode.UNAVAILABLE;
              return again
                  ? pause(RETRY_MILLIS).thenCompose(later -> patiently(connection, work, tries - 1))
                  : CompletableFuture.<T>failedFuture(failure);
            })
        .thenCompose(Function.identity());
  }
}
