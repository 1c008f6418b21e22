package io.parlance.gateway;

import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Problem;
import io.parlance.protocol.Refused;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What the server itself refuses: no such path, method or type. It says nothing of its inside. */
@Provider
public class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {
  @Override
  public Response toResponse(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    Response.ResponseBuilder answer = Response.fromResponse(Problem.response(refused(status)));
    String allow = e.getResponse().getHeaderString("Allow");
    return (allow == null ? answer : answer.header("Allow", allow)).build();
  }

  /** How that status is told. */
  static Refused refused(int status) {
    return switch (status) {
      case 401 -> new Refused(ErrorCode.UNAUTHORIZED, "a token is required");
      case 403 -> Refused.denied("not with your role");
      case 404 -> Refused.notFound();
      case 405, 501 -> new Refused(ErrorCode.METHOD_NOT_ALLOWED, "this method is not there");
      case 406 -> new Refused(ErrorCode.NOT_ACCEPTABLE, "answers are application/json");
      case 413 -> new Refused(ErrorCode.TOO_LARGE, "the body is too large");
      case 415 -> new Refused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "bodies are application/json");
      case 500, 503 -> new Refused(ErrorCode.UNAVAILABLE, "try again later");
      default -> new Refused(ErrorCode.INVALID_MESSAGE, "the request is malformed");
    };
  }
}
