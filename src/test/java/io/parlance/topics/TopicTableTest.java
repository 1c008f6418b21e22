package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTableTest {
  private static final Instant OLD = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant NEW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant BETWEEN = NEW.minus(Duration.ofDays(1));

  private Connection connection;

  @BeforeEach
  void twoFamilies() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
    execute("create table people (id bigint primary key)");
    execute("insert into people values (7)");
    execute("runscript from 'classpath:db/migration/V3__topics.sql'");
    execute("insert into topics values (1, 'gifts:1', 'gifts', 2, now())");
    execute("insert into topics values (2, 'list:1', 'list', 2, now())");
    for (Instant created : List.of(OLD, NEW)) {
      execute(
          "insert into topic_events (topic_id, event_offset, event, entity_id, payload,"
              + " occurred_at, created_at) select id, extract(day from created), 'UPDATED', 'x',"
              + " '{}', created, created from topics, (select timestamp with time zone '"
              + created
              + "' created)");
      execute(
          "insert into topic_keys select id, 7, '%1$s', 'digest', 1, '%1$s' from topics"
              .formatted(created));
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void forgetsOldEventsOfOneFamilyAndOldAnswersOfAll() throws Exception {
    TopicFamily gifts = TopicFamiliesTest.family("gifts");
    TopicTable table = new TopicTable(connection);
    assertThat(table.forgetEvents(gifts, BETWEEN)).as("there is more").isFalse();
    assertThat(table.forgetAnswers(BETWEEN)).as("there is more").isFalse();
    assertThat(texts("select topic_id || ' of the ' || event_offset from topic_events order by 1"))
        .containsExactly("1 of the 30", "2 of the 22", "2 of the 30");
    assertThat(texts("select request from topic_keys")).containsExactly(NEW + "", NEW + "");
  }

  @Test
  void forgetsMuchInPortions() throws Exception {
    String old = "timestamp with time zone '" + OLD + "'";
    execute(
        """
        insert into topic_events
        (topic_id, event_offset, event, entity_id, payload, occurred_at, created_at)
        select 1, 100 + x, 'UPDATED', 'x', '{}', %1$s, %1$s from system_range(1, 1500)\
        """
            .formatted(old));
    execute(
        "insert into topic_keys select 1, 7, x, 'digest', 1, %s from system_range(1, 1500)"
            .formatted(old));
    TopicFamily gifts = TopicFamiliesTest.family("gifts");
    TopicTable table = new TopicTable(connection);
    assertThat(table.forgetEvents(gifts, BETWEEN)).as("there is more").isTrue();
    assertThat(texts("select count(*) from topic_events")).containsExactly("504");
    assertThat(table.forgetEvents(gifts, BETWEEN)).as("there is more").isFalse();
    assertThat(texts("select count(*) from topic_events")).containsExactly("3");
    assertThat(table.forgetAnswers(BETWEEN)).as("there is more").isTrue();
    assertThat(table.forgetAnswers(BETWEEN)).as("there is more").isFalse();
    assertThat(texts("select count(*) from topic_keys")).containsExactly("2");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> texts(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
