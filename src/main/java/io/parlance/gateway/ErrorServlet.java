package io.parlance.gateway;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the server refuses before or beside REST: a problem too, and not the server's own page. */
@WebServlet("/error")
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** By every method: the request comes here as it was. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!OriginFilter.isUpgrade(request)) {
      Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
      ServletProblem.write(
          HttpErrorMapper.refused(status instanceof Integer told ? told : 404), response);
    }
  }
}
