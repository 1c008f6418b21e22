package io.parlance.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/** Headers that keep a browser safe, and the web client at each of its own addresses. */
@WebFilter(filterName = "page", urlPatterns = "/*", asyncSupported = true)
public class PageFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " font-src 'self'; connect-src 'self' ws: wss: https:; manifest-src 'self';"
          + " worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

  /** The first step of the web client's own addresses. */
  private static final Set<String> PAGES = Set.of("c", "gifts", "sign-in", "signed-in");

  /** Modules that pages of other origins load, for which a browser wants a word of ours. */
  private static final Set<String> MODULES = Set.of("/client.js", "/element.js");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (OriginFilter.isUpgrade(request)) {
      // a socket is no page, and the containers keep its headers as long as it lives
      chain.doFilter(request, response);
      return;
    }
    // Grizzly makes up a status when a request's thread first asks for one, which on its way out it
    // does: over that of an answer which another thread gives at that moment
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    String path = request.getRequestURI().substring(request.getContextPath().length());
    boolean isAsset = path.startsWith("/assets/");
    boolean isModule = MODULES.contains(path);
    if (isAsset) {
      // their names change with their content
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    } else if (!path.startsWith("/v1/")) {
      // all files of all builds have one date: asked whether a copy is still good, a server says
      // yes
      response.setHeader("Cache-Control", "no-store");
    }
    if (isModule) {
      // public code; who may talk to the server is decided where it does
      response.setHeader("Access-Control-Allow-Origin", "*");
    }
    if (isPage(path) && "GET".equals(request.getMethod())) {
      request.getRequestDispatcher("/index.html").forward(request, response);
    } else if (!(isAsset || isModule) || !Compressed.served(request, response, path)) {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPage(String path) {
    String[] steps = path.split("/", 3);
    return steps.length > 1 && PAGES.contains(steps[1]);
  }
}
