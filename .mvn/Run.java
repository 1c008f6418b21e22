import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./mvnw -Prun}: starts target/parlance.jar with the demo people and says where it is, once
 * it is up.
 */
class Run {
  private static final int MINUTES = 5;

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    if (taken(port)) {
      System.err.println("Port " + port + " is taken. Another one: ./mvnw -Prun -Drun.port=9000");
      System.exit(1);
    }
    Process server = start(port);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    String address = "http://localhost:" + port;
    if (!up(server, address)) {
      System.err.println("The server did not come up; what it said stands above.");
      stop(server);
      System.exit(1);
    }
    System.out.printf(
        """

          Parlance is running:  %s
          People:               alice, bob, carol, dave, erin, admin (password: demo)
          Data:                 %s
          Stop:                 Ctrl-C

        """,
        address, data());
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    while (!server.waitFor(1, TimeUnit.SECONDS)) {
      if (!parent.isAlive()) {
        System.exit(0); // Maven is gone, and nobody could stop us any more.
      }
    }
    System.exit(server.exitValue());
  }

  private static Process start(int port) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dparlance.demo=true",
                "-Dparlance.data=" + data(),
                "-jar",
                "target/parlance.jar",
                "--port",
                String.valueOf(port),
                // Demo people have a password that everybody knows: this server is for this machine
                // alone.
                "--prebootcommandfile",
                "src/main/payara-micro/loopback.txt"))
        .inheritIO()
        .start();
  }

  private static Path data() {
    String set = System.getenv("PARLANCE_DATA");
    return Path.of(set == null || set.isBlank() ? "data" : set).toAbsolutePath().normalize();
  }

  private static boolean taken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException inUse) {
      return true;
    }
  }

  private static boolean up(Process server, String address) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (System.nanoTime() < end && !server.waitFor(300, TimeUnit.MILLISECONDS)) {
      if (answers(address + "/health/ready")) {
        return true;
      }
    }
    return false;
  }

  private static boolean answers(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void stop(Process server) {
    server.destroy();
    try {
      if (!server.waitFor(15, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException hurry) {
      server.destroyForcibly();
    }
  }
}
