package io.parlance.protocol;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** What REST answers when it did not go well: RFC 9457, with the codes of {@link ErrorCode}. */
public final class Problem {
  private static final MediaType TYPE = new MediaType("application", "problem+json", "utf-8");

  private Problem() {}

  /** The answer to a refusal. */
  public static Response response(Refused refused) {
    ErrorCode code = refused.code();
    long retryAfterMillis = refused.retryAfterMillis();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title(code.status()));
    body.put("status", code.status());
    body.put("detail", refused.getMessage());
    body.put("success", false);
    body.put("code", code.wireName());
    if (!refused.violations().isEmpty()) {
      body.put("violations", refused.violations());
    }
    if (retryAfterMillis > 0) {
      body.put("retry_after_ms", retryAfterMillis);
    }
    Response.ResponseBuilder answer =
        Response.status(code.status())
            .type(TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(Json.write(body));
    if (retryAfterMillis > 0) {
      answer.header(HttpHeaders.RETRY_AFTER, (retryAfterMillis + 999) / 1000);
    }
    if (code == ErrorCode.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return answer.build();
  }

  /** The phrase of the status (RFC 9110); JAX-RS 3.1 knows 413 by its old name, and 422 not. */
  private static String title(int status) {
    return switch (status) {
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      default -> Response.Status.fromStatusCode(status).getReasonPhrase();
    };
  }
}
