package io.parlance.gateway;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
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

  private static final int NOT_FOUND = 404;

  /** By every method: the request comes here as it was. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!OriginFilter.isUpgrade(request)) {
      Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
      Object address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
      ServletProblem.write(
          refused(status instanceof Integer told ? told : NOT_FOUND, String.valueOf(address)),
          response);
    }
  }

  /**
   * All of {@code /v1} is REST's, which says itself what is not there. Where the server does, REST
   * is not up yet, as while Payara starts: a client must not take that for the last word.
   */
  static Refused refused(int status, String address) {
    return status == NOT_FOUND && address.startsWith("/v1/")
        ? Refused.later(ErrorCode.UNAVAILABLE, "the server is starting", 1000)
        : HttpErrorMapper.refused(status);
  }
}
