package io.parlance.protocol;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What REST answers when it went well: protocol.md, section 5.
 *
 * <p>The body is written here, by {@link Json}, so that no server's own provider has a say in it.
 */
public final class Answer {
  private Answer() {}

  /** 200 with {@code data}. */
  public static Response ok(Object data) {
    return of(200, data);
  }

  /** 201 with {@code data}. */
  public static Response created(Object data) {
    return of(201, data);
  }

  /** Any status of success with {@code data}. */
  public static Response of(int status, Object data) {
    return body(status, data, Map.of());
  }

  /** 200 with a page of a list; the cursor is null on the last one. */
  public static Response list(List<?> data, String nextCursor, int limit) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("next_cursor", nextCursor);
    page.put("limit", limit);
    page.put("has_more", nextCursor != null);
    return body(200, data, Map.of("page", page));
  }

  /** {@code data}, with more members beside it. */
  public static Response body(int status, Object data, Map<String, ?> beside) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("data", data);
    body.putAll(beside);
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE.withCharset("utf-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(Json.write(body))
        .build();
  }
}
