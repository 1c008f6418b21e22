package io.parlance.protocol;

import io.parlance.protocol.Refused.Violation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What REST answers when it did not go well: RFC 9457, with the codes of {@link ErrorCode}. */
public final class Problem {
  private static final MediaType TYPE = new MediaType("application", "problem+json", "utf-8");

  private Problem() {}

  /** The answer to a refusal. */
  public static Response response(Refused refused) {
    return response(
        refused.code(), refused.getMessage(), refused.violations(), refused.retryAfterMillis());
  }

  /** The answer to what nobody foresaw; the reference is all that it tells of the cause. */
  public static Response unexpected(String reference) {
    String detail = "something went wrong here; reference " + reference;
    return response(ErrorCode.INTERNAL_ERROR, detail, List.of(), 0);
  }

  private static Response response(
      ErrorCode code, String detail, List<Violation> violations, long retryAfterMillis) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title(code.status()));
    body.put("status", code.status());
    body.put("detail", detail);
    body.put("success", false);
    body.put("code", code.wireName());
    if (!violations.isEmpty()) {
      body.put("violations", violations);
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

  /** The phrase of the status; JAX-RS 3.1 does not know 422. */
  private static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Unprocessable Content" : known.getReasonPhrase();
  }
}
