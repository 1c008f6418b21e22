package io.parlance.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** REST as one person calls it. */
public final class Rest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final String authorization;
  private final String origin;
  private final boolean strict;

  private Rest(URI base, String authorization) {
    this(base, authorization, null, true);
  }

  private Rest(URI base, String authorization, String origin, boolean strict) {
    this.base = base;
    this.authorization = authorization;
    this.origin = origin;
    this.strict = strict;
  }

  /** The same caller, who takes any answer: also that of a server which is only starting. */
  public Rest patient() {
    return new Rest(base, authorization, origin, false);
  }

  /** The same caller, from a page of that origin. */
  public Rest from(String origin) {
    return new Rest(base, authorization, origin, strict);
  }

  public static Rest anonymous() {
    return new Rest(Server.base(), null);
  }

  public static Rest anonymous(URI base) {
    return new Rest(base, null);
  }

  public static Rest as(String token) {
    return as(Server.base(), token);
  }

  public static Rest as(URI base, String token) {
    return new Rest(base, "Bearer " + token);
  }

  /** With a header of the test's own making. */
  public static Rest authorized(String header) {
    return new Rest(Server.base(), header);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  public Answer post(String path, Object... fields) {
    return send("POST", path, Json.object(fields));
  }

  public Answer put(String path, Object... fields) {
    return send("PUT", path, fields.length == 0 ? null : Json.object(fields));
  }

  public Answer patch(String path, Object... fields) {
    return send("PATCH", path, Json.object(fields));
  }

  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  public Answer send(String method, String path, Json body) {
    return send(method, path, body == null ? null : "application/json", text(body));
  }

  /** Any body under any name. */
  public Answer send(String method, String path, String contentType, String body) {
    return send(method, path, contentType, publisher(body));
  }

  /** Any bytes, which need not be a text. */
  public Answer sendBytes(String method, String path, String contentType, byte[] body) {
    return send(method, path, contentType, BodyPublishers.ofByteArray(body));
  }

  private Answer send(String method, String path, String contentType, BodyPublisher body) {
    HttpRequest request = request(method, path, contentType, body);
    try {
      return answer(method + " " + path, HTTP.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A call that the test does not wait for yet. */
  public CompletableFuture<Answer> later(String method, String path, Json body) {
    String contentType = body == null ? null : "application/json";
    return HTTP.sendAsync(
            request(method, path, contentType, publisher(text(body))), BodyHandlers.ofString())
        .thenApply(response -> answer(method + " " + path, response));
  }

  private Answer answer(String call, HttpResponse<String> response) {
    return strict ? Answer.of(call, response) : Answer.unchecked(call, response);
  }

  private static String text(Json body) {
    return body == null ? null : body.toString();
  }

  private static BodyPublisher publisher(String body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
  }

  private HttpRequest request(String method, String path, String contentType, BodyPublisher body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(40))
            .header("Accept", "application/json, application/problem+json")
            .method(method, body);
    if (contentType != null) {
      builder.header("Content-Type", contentType);
    }
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    if (origin != null) {
      builder.header("Origin", origin);
    }
    return builder.build();
  }

  /** A path segment or query value from any text. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
