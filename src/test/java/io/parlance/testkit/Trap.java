package io.parlance.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** An address that only an attacker names; a server that asks it has been led by the nose. */
public final class Trap {
  private static final AtomicInteger VISITS = new AtomicInteger();
  private static HttpServer server;

  private Trap() {}

  public static synchronized String url() {
    if (server == null) {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.createContext(
          "/",
          exchange -> {
            VISITS.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
          });
      server.start();
    }
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
  }

  public static int visits() {
    return VISITS.get();
  }
}
