package io.parlance.gateway;

import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** A refusal where no resource is there to tell it. */
final class ServletProblem {
  private ServletProblem() {}

  static void write(Refused refused, HttpServletResponse response) throws IOException {
    Response problem = Problem.response(refused);
    response.setStatus(problem.getStatus());
    response.setContentType(problem.getMediaType().toString());
    problem
        .getStringHeaders()
        .forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
    response.getWriter().write((String) problem.getEntity());
  }
}
