package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripTest {
  private static final String PLANNING = "select current_setting('plan_cache_mode')";
  private static final Mapping<Long> SAID =
      Mapping.<Long>of("said").set("id", Long.class, id -> id).insert();

  @TempDir Path directory;

  @Test
  void tellsPostgresWhenToPlan() throws Exception {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute("create table said (id bigint primary key)");
      connection.setAutoCommit(false);
      List<String> found = new ArrayList<>();
      Jdbc.over(
          connection,
          () -> {
            trip().read(PLANNING, row -> row.getString(1), found::add).go();
            trip().anew().read(PLANNING, row -> row.getString(1), found::add).go();
            trip()
                .write(SAID, List.of(1L, 2L))
                .read(PLANNING, row -> row.getString(1), found::add)
                .read("select count(*) from said", row -> row.getString(1), found::add)
                .go();
            return null;
          });
      assertThat(found).containsExactly("auto", "force_custom_plan", "force_generic_plan", "2");
    }
  }

  private static Trip trip() {
    return new Trip(new Jdbc(), true);
  }
}
