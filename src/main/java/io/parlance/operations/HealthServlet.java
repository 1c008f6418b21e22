package io.parlance.operations;

import io.parlance.protocol.Json;
import io.parlance.storage.Database;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Whether the server lives and whether it can work, in the form of MicroProfile Health, which one
 * of the two servers does not have.
 */
@WebServlet({"/health", "/health/live", "/health/ready", "/health/started"})
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int SECONDS = 2;

  @Inject private transient Database database;

  private transient Probe probe;

  @Override
  public void init() {
    probe = new Probe(this::databaseIsThere);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean asksDatabase = !request.getServletPath().endsWith("/live");
    boolean up = !asksDatabase || probe.isThere();
    List<Object> checks =
        asksDatabase
            ? List.of(Map.of("name", "database", "status", word(up)))
            : List.of(Map.of("name", "server", "status", word(true)));
    response.setStatus(up ? 200 : 503);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(Json.write(Map.of("status", word(up), "checks", checks)));
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }

  private boolean databaseIsThere() {
    try (Connection connection = database.source().getConnection()) {
      return connection.isValid(SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
