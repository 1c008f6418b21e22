package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any application with access to the database publishes by inserting into {@code topic_outbox}. */
@Tag("once")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class OutboxIT {
  @TempDir private static Path folder;

  private static ServerDatabase database;
  private static ServerProcess server;

  private Person alice;
  private String topic;

  @BeforeAll
  static void start() {
    database = ServerDatabase.durablePostgres(folder);
    server = start(database);
  }

  private static ServerProcess start(ServerDatabase database) {
    Path war = Path.of(System.getProperty("it.war", "target/parlance.war")).toAbsolutePath();
    return ServerProcess.deployed("payara", war, database, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @BeforeEach
  void aList() {
    alice = People.named(server.base(), "alice", List.of());
    topic = "list:" + Unique.text("");
  }

  private static Connection transaction() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  private static void insert(Connection connection, String topic, String entity)
      throws SQLException {
    insert(connection, topic, entity, "{\"title\":\"A gift\"}");
  }

  private static void insert(Connection connection, String topic, String entity, String payload)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into topic_outbox (topic, event, entity_id, payload) values (?, ?, ?, ?)")) {
      insert.setString(1, topic);
      insert.setString(2, "ADDED");
      insert.setString(3, entity);
      insert.setString(4, payload);
      insert.executeUpdate();
    }
  }

  private void commit(String... entities) throws SQLException {
    try (Connection connection = transaction()) {
      for (String entity : entities) {
        insert(connection, topic, entity);
      }
      connection.commit();
    }
  }

  private static List<String> entities(TopicClient client, String topic) {
    return client.events(topic).stream().map(f -> f.text("data.entity_id")).toList();
  }

  @Test
  void whatIsCommittedGoesOutOnceAndWhatIsRolledBackNever() throws SQLException {
    try (TopicClient client = TopicClient.of(alice);
        Connection connection = transaction()) {
      client.subscribe(topic);
      insert(connection, topic, "never");
      connection.rollback();
      commit("one", "two");
      commit("three");
      Json event = client.event("three");
      assertThat(event.at("data.payload")).isEqualTo(Json.object("title", "A gift"));
      assertThat(event.has("data.user_id")).isFalse();
      assertThat(entities(client, topic)).containsExactly("one", "two", "three");
      assertThat(client.offsets(topic)).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void orderIsThatOfTheCommitsNotOfTheInserts() throws SQLException {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe(topic);
      for (int round = 0; round < 20; round++) {
        try (Connection first = transaction();
            Connection second = transaction()) {
          insert(first, topic, "late" + round);
          insert(second, topic, "early" + round);
          second.commit();
          first.commit();
        }
      }
      client.event("late19");
      assertThat(entities(client, topic))
          .containsExactlyElementsOf(
              LongStream.range(0, 20)
                  .boxed()
                  .flatMap(i -> List.of("early" + i, "late" + i).stream())
                  .toList());
    }
  }

  @Test
  void rowThatCannotBePublishedStaysWithTheReasonAndStopsNobody() throws SQLException {
    try (TopicClient client = TopicClient.of(alice);
        Connection connection = transaction()) {
      client.subscribe(topic);
      insert(connection, topic, "broken", "{");
      insert(connection, "secrets:" + topic, "strange");
      insert(connection, topic, "good");
      connection.commit();
      client.event("good");
      assertThat(client.offsets(topic)).containsExactly(1L);
      try (PreparedStatement select =
              connection.prepareStatement(
                  "select count(*) from topic_outbox where refused is not null"
                      + " and entity_id in ('broken', 'strange')");
          ResultSet row = select.executeQuery()) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(2);
      }
    }
  }

  @Test
  void nothingIsLostOrDoubledByKillingTheServerBetweenCommitAndFanOut() throws SQLException {
    Json place;
    try (TopicClient client = TopicClient.of(alice)) {
      place = client.subscribe(topic);
    }
    commit("k1");
    server.kill();
    commit("down1", "down2");
    server.start();
    commit("up");
    try (TopicClient client = TopicClient.of(alice)) {
      Json answer = client.resume(topic, place.text("epoch"), place.number("offset"));
      assertThat(answer.flag("recovered")).isTrue();
      client.event("up");
      assertThat(entities(client, topic)).containsExactly("k1", "down1", "down2", "up");
      assertThat(client.offsets(topic)).containsExactly(1L, 2L, 3L, 4L);
    }
  }

  @Test
  void subscribersOfAnotherNodeHearItToo() throws SQLException {
    try (ServerProcess second = start(database)) {
      Person bob = People.named(second.base(), "bob", List.of());
      Publisher here = Publisher.at(server.base());
      Publisher there = Publisher.at(second.base());
      try (TopicClient one = TopicClient.of(alice);
          TopicClient other = TopicClient.of(bob)) {
        assertThat(other.subscribe(topic).text("epoch"))
            .isEqualTo(one.subscribe(topic).text("epoch"));
        for (int i = 0; i < 20; i++) {
          here.add(topic, "here" + i);
          there.add(topic, "there" + i);
          commit("table" + i);
        }
        here.add(topic, "last");
        one.await("all", f -> f.has("event") && f.number("offset") == 61);
        other.await("all", f -> f.has("event") && f.number("offset") == 61);
        List<Long> all = LongStream.rangeClosed(1, 61).boxed().toList();
        assertThat(one.offsets(topic)).isEqualTo(all);
        assertThat(other.offsets(topic)).isEqualTo(all);
        assertThat(entities(other, topic)).isEqualTo(entities(one, topic));
      }
    }
  }
}
