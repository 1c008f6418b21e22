package io.parlance.testkit;

import java.net.URI;

/**
 * The demo server and the browser of all journeys that leave them as they found them: started when
 * the first one asks, stopped by {@link ServerSession} after the last. {@code -Dparlance.demo.url}
 * names a demo server that already runs.
 */
public final class Demo {
  private static ServerProcess server;
  private static Browser browser;

  private Demo() {}

  /** Where it is: {@code http://127.0.0.1:PORT/}. */
  public static synchronized URI base() {
    String running = System.getProperty("parlance.demo.url");
    if (running != null) {
      return URI.create(running.endsWith("/") ? running : running + "/");
    }
    if (server == null) {
      server = ServerProcess.demo();
    }
    return server.base();
  }

  public static synchronized Browser browser() {
    if (browser == null) {
      browser = Browser.open();
    }
    return browser;
  }

  static synchronized void stop() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
