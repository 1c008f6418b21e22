import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL of the run's own, safe on the disk: {@code Postgres.java FOLDER PORT} prints its
 * process id when it is ready, and stops it when standard input ends.
 */
public class Postgres {
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setPort(Integer.parseInt(arguments[1]))
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("max_connections", "100")
            .setPGStartupWait(Duration.ofSeconds(60));
    for (String safety : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      builder.setServerConfig(safety, "on");
    }
    try (EmbeddedPostgres postgres = builder.start()) {
      System.out.println(Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
      System.in.transferTo(System.err);
    }
  }
}
