package io.parlance.operations;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** Serves both contracts as they were written: protocol.md, section 5. */
@WebServlet({"/openapi", "/openapi.yaml", "/asyncapi.yaml"})
public class ContractServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isAsync = request.getServletPath().startsWith("/asyncapi");
    String name = isAsync ? "asyncapi.yaml" : "openapi.yaml";
    try (InputStream text =
        ContractServlet.class.getClassLoader().getResourceAsStream("META-INF/" + name)) {
      response.setContentType("application/yaml");
      response.setCharacterEncoding("UTF-8");
      text.transferTo(response.getOutputStream());
    }
  }
}
