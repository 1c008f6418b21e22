package io.parlance.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database takes all statements of a transaction, and refuses the commit. */
@Tag("once")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RefusedCommitIT {
  private static final String NO_ROOM =
      "create or replace function no_room() returns trigger language plpgsql as"
          + " $$ begin raise exception 'no room' using errcode = '53100'; end $$";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void isAnsweredAndTheNextOneIsTaken(String which) throws Exception {
    try (ServerDatabase database = ServerDatabase.durablePostgres(folder);
        ServerProcess server = ServerProcess.trusting(which, database, folder.resolve("data"))) {
      refuse(database, "conversations", "name");
      refuse(database, "topic_events", "entity_id");
      Person alice = People.named(server.base(), "alice", List.of("publisher"));

      assertThat(starts(alice, "refused")).isEqualTo(503);
      assertThat(starts(alice, "taken")).isEqualTo(201);
      assertThat(publishes(alice, "refused")).isEqualTo(503);
      assertThat(publishes(alice, "taken")).isEqualTo(202);
    }
  }

  private static void refuse(ServerDatabase database, String table, String column)
      throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(NO_ROOM);
      statement.execute(
          "create constraint trigger no_room after insert on %s deferrable initially deferred"
                  .formatted(table)
              + " for each row when (new.%s = 'refused') execute function no_room()"
                  .formatted(column));
    }
  }

  private static int starts(Person person, String name) {
    Json draft = Json.object("kind", "public", "name", name, "participant_ids", Json.array());
    return person.rest().send("POST", "/v1/messaging/conversations", draft).status();
  }

  private static int publishes(Person person, String entity) {
    Json event = Json.object("event", "ADDED", "data", Json.object("entity_id", entity));
    String path = "/v1/topics/" + Rest.encode("list:1") + "/events";
    return person.rest().send("POST", path, event).status();
  }
}
