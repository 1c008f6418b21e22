package io.parlance.topics;

import io.parlance.testkit.Answer;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Rest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** An application that publishes by REST. */
final class Publisher {
  private final Person person;

  private Publisher(Person person) {
    this.person = person;
  }

  static Publisher any() {
    return new Publisher(People.withRole("publisher", "publisher"));
  }

  static Publisher at(URI base) {
    return new Publisher(People.named(base, "publisher", List.of("publisher")));
  }

  Person person() {
    return person;
  }

  static Json event(String event, String entity, Object... payload) {
    return Json.object(
        "event", event, "data", Json.object("entity_id", entity, "payload", Json.object(payload)));
  }

  static String path(String topic) {
    return "/v1/topics/" + Rest.encode(topic) + "/events";
  }

  Answer post(String topic, Json body) {
    return person.rest().send("POST", path(topic), body);
  }

  /** Publishes and gives where it is. */
  Json add(String topic, String entity) {
    return post(topic, event("ADDED", entity)).expect(202).data();
  }

  /** With a key that makes it safe to send again; gives status and body. */
  Answer post(String topic, Json body, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(person.base().resolve(path(topic)))
            .header("Authorization", "Bearer " + person.token())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return new Answer(
        "POST " + path(topic), response.statusCode(), response.headers(), response.body());
  }
}
