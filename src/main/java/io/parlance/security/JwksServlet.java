package io.parlance.security;

import io.parlance.storage.Outage;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Publishes the keys of our own tokens, so that others can verify them: RFC 7517. */
@WebServlet("/.well-known/jwks.json")
public class JwksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(JwksServlet.class.getName());

  @Inject private transient Tokens tokens;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      // the set's own text tells public members only
      String keys = tokens.published().toString(true);
      response.setContentType("application/json");
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "public, max-age=300");
      response.getWriter().write(keys);
    } catch (SQLException e) {
      LOG.log(Outage.isOne(e) ? Level.FINE : Level.SEVERE, "The keys cannot be read", e);
      response.setHeader("Retry-After", "1");
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }
}
