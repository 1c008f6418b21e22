package io.parlance.gateway;

import io.parlance.security.ClientAddress;
import io.parlance.storage.Threads;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Refuses sockets that a foreign page wants to open (CWE-1385), with 403 on every server, and tells
 * allowed foreign pages that they may use REST. No Origin means no browser: those need a token.
 */
// Patterns that no path matches twice ("/ws/*" is "/ws" as well): Payara would filter it twice.
@WebFilter(
    filterName = "origin",
    urlPatterns = {"/v1/*", "/ws/*"},
    asyncSupported = true)
public class OriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(OriginFilter.class.getName());

  /** The first frames of a socket may be read there. */
  private static final int OPENERS = 2;

  @Inject private transient Threads threads;
  @Inject private transient ClientAddress addresses;

  // Read once, at startup.
  private final Set<String> allowed = new HashSet<>();

  private transient Executor openers;

  @Override
  public void init() {
    openers = threads.pool("open", OPENERS, Integer.MAX_VALUE);
    ConfigProvider.getConfig()
        .getOptionalValue("parlance.origins", String[].class)
        .ifPresent(
            origins -> {
              for (String origin : origins) {
                allowed.add(origin.strip().toLowerCase(Locale.ROOT));
              }
            });
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isUpgrade(request)) {
      Handshake.comesFrom(addresses.of(request));
      try {
        upgrade(request, response, chain);
      } finally {
        // a handshake that was refused has not asked: the thread's next one is another's
        Handshake.comesFrom(null);
      }
      return;
    }
    String origin = request.getHeader("Origin");
    if (origin == null || isOwn(origin, request)) {
      chain.doFilter(request, response);
      return;
    }
    boolean mayCome = isAllowed(origin);
    if (mayCome) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.addHeader("Vary", "Origin");
      response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    }
    if ("OPTIONS".equals(request.getMethod())) {
      preflight(response, mayCome);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void upgrade(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException {
    String origin = request.getHeader("Origin");
    try {
      if (origin == null || isOwn(origin, request) || isAllowed(origin)) {
        chain.doFilter(Upgrade.guard(request, threads.timer(), openers), response);
      } else {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      }
    } catch (IOException e) {
      // the client went before it was let in: an ordinary day
      LOG.log(Level.FINE, "A handshake broke", e);
    } catch (RuntimeException e) {
      if (request.getServletContext() != null) {
        throw e;
      }
      // likewise: Payara has taken the request back while Tyrus still works on it
      LOG.log(Level.FINE, "A handshake broke", e);
    }
  }

  private boolean isAllowed(String origin) {
    return allowed.contains(origin.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether either server may take it for the handshake of a socket. Undertow asks for a key and
   * any {@code Upgrade} at all. Not any {@code Upgrade} alone: Java's client sends {@code h2c}.
   */
  static boolean isUpgrade(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        || request.getHeader("Sec-WebSocket-Key") != null;
  }

  private static void preflight(HttpServletResponse response, boolean mayCome) {
    if (mayCome) {
      response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
      response.setHeader(
          "Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key");
      response.setHeader("Access-Control-Max-Age", "600");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  /** The page came from the host that it talks to; behind a proxy that is what the proxy says. */
  private static boolean isOwn(String origin, HttpServletRequest request) {
    try {
      String host = request.getHeader("Host");
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
