package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.storage.AfterCommit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics in memory: nothing here has a database, so a row of the outbox would be a failure. */
class TopicPublisherTest {
  private static final TopicFamily TICKER =
      new TopicFamily(
          "ticker",
          new TopicPattern("ticker:{id}"),
          null,
          null,
          50,
          Duration.ofMinutes(1),
          false,
          false);

  private final List<Runnable> effects = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final TopicPublisher publisher = new TopicPublisher();
  private boolean interrupted;

  @BeforeEach
  void aNodeOfItsOwn() {
    TopicFamilies families =
        new TopicFamilies() {
          @Override
          Optional<TopicFamily> of(String topic) {
            return Optional.of(TICKER).filter(family -> topic.startsWith("ticker:"));
          }
        };
    TopicStreams streams =
        new TopicStreams() {
          @Override
          void awaitRoom(String name) throws InterruptedException {
            told.add("room in " + name);
            if (interrupted) {
              throw new InterruptedException();
            }
          }

          @Override
          Published publish(String name, TopicFamily family, List<TopicEvent> events) {
            events.forEach(event -> told.add(name + " " + event.event() + " " + event.entityId()));
            return Published.of(name, "e1", 1, events.size());
          }
        };
    AfterCommit afterCommit =
        new AfterCommit() {
          @Override
          public void run(Runnable effect) {
            effects.add(effect);
          }
        };
    publisher.uses(null, families, null, streams, afterCommit, Clock.systemUTC());
  }

  private void commit() {
    effects.forEach(Runnable::run);
  }

  @Test
  void nothingIsToldBeforeTheCommit() {
    publisher.publish("ticker:1", "ADDED", "one", null);
    assertThat(told).isEmpty();
    commit();
    assertThat(told).containsExactly("room in ticker:1", "ticker:1 ADDED one");
  }

  @Test
  void eventsOfOneTransactionKeepTheirOrder() {
    for (String id : List.of("one", "two", "three")) {
      publisher.publish("ticker:1", "UPDATED", id, null);
    }
    commit();
    assertThat(told)
        .filteredOn(line -> !line.startsWith("room"))
        .containsExactly("ticker:1 UPDATED one", "ticker:1 UPDATED two", "ticker:1 UPDATED three");
  }

  @Test
  void whatIsCommittedGoesOutAlsoWhereSomebodyIsInAHurry() {
    interrupted = true;
    publisher.publish("ticker:1", "ADDED", "one", null);
    commit();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).contains("ticker:1 ADDED one");
  }

  @Test
  void whatCannotBePublishedIsSaidAtOnce() {
    for (String topic : new String[] {null, "secrets:1"}) {
      assertThatThrownBy(() -> publisher.publish(topic, "ADDED", "one", null))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> publisher.publish("ticker:1", "BROKEN", "one", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(effects).isEmpty();
  }
}
