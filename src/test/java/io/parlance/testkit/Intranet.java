package io.parlance.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A web server of the company's own, with pages that embed Parlance. Open as long as the tests run.
 */
public final class Intranet {
  /** Its pages may use the server under test. */
  public static final Intranet ALLOWED = new Intranet();

  /** Its pages may not. */
  public static final Intranet FOREIGN = new Intranet();

  // Written by tests; a handful.
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final String origin;

  private Intranet() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      origin = "http://localhost:" + server.getAddress().getPort();
      server.createContext(
          "/",
          exchange -> {
            String page = pages.getOrDefault(exchange.getRequestURI().getPath(), "");
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(page.isEmpty() ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a browser names it. */
  public String origin() {
    return origin;
  }

  /** Shows a page at that path from now on. */
  public Intranet showing(String path, String page) {
    pages.put(path, page);
    return this;
  }
}
