package io.parlance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Folders, ports and artifacts of the build that servers under test need. */
public final class ServerFiles {
  private static final int LOWEST_PORT = 12_000;
  private static final int HIGHEST_PORT = 32_000;

  private ServerFiles() {}

  /** An artifact of the build, named by a system property that the build sets. */
  static Path artifact(String property, String otherwise) {
    Path path = Path.of(System.getProperty(property, otherwise)).toAbsolutePath();
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing: ./mvnw verify makes it");
    }
    return path;
  }

  static Path war() {
    return artifact("it.war", "target/parlance.war");
  }

  static Path wildfly() {
    return artifact("it.wildfly", "target/servers/wildfly-39.0.1.Final");
  }

  /** An empty folder under target. */
  static Path fresh(String... names) {
    Path folder = Path.of("target", names).toAbsolutePath();
    delete(folder);
    return make(folder);
  }

  static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port of the loopback address that nobody listens on at this moment. */
  public static int freePort() {
    return freePorts(1);
  }

  /**
   * The first of so many in a row. They lie below those that the system gives to connections that
   * go out: it may do so before whoever asked here begins to listen.
   */
  static int freePorts(int count) {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT - count);
      if (IntStream.range(first, first + count).allMatch(ServerFiles::isFree)) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
