package io.parlance.testkit;

import io.parlance.contracts.Contract;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;

/** What REST answered. */
public record Answer(String request, int status, HttpHeaders headers, String body) {
  /** Every answer of every test is held against openapi.yaml. */
  static Answer of(String request, HttpResponse<String> response) {
    int space = request.indexOf(' ');
    Contract.checkAnswer(
        request.substring(0, space),
        request.substring(space + 1),
        response.statusCode(),
        response.body());
    return unchecked(request, response);
  }

  /** Whatever it is: a server that is only starting keeps no contract yet. */
  static Answer unchecked(String request, HttpResponse<String> response) {
    return new Answer(request, response.statusCode(), response.headers(), response.body());
  }

  /** This answer, where it has the status that the test claims. */
  public Answer expect(int wanted) {
    if (status != wanted) {
      throw new AssertionError(request + " gave " + status + " for " + wanted + ": " + body);
    }
    return this;
  }

  public Json json() {
    return Json.parse(body);
  }

  /** What a good answer brings. */
  public Json data() {
    if (status >= 300) {
      throw new AssertionError(request + " gave " + status + ": " + body);
    }
    Json json = json();
    if (!json.flag("success")) {
      throw new AssertionError(request + " without success: " + body);
    }
    return json.at("data");
  }

  public List<Json> list() {
    data();
    return json().list("data");
  }

  /** The code of a problem, after looking at its form (RFC 9457). */
  public String problem(int wanted) {
    expect(wanted);
    String type = header("content-type");
    if (!type.startsWith("application/problem+json")) {
      throw new AssertionError(request + " gave " + status + " as " + type + ": " + body);
    }
    Json json = json();
    if (json.flag("success") || json.number("status") != status) {
      throw new AssertionError(request + " gave a problem that contradicts itself: " + body);
    }
    return json.text("code");
  }

  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
