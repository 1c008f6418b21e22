package io.parlance.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.ServerDatabase;
import io.parlance.testkit.ServerProcess;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import io.parlance.topics.shop.GiftsResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application in the same WAR publishes within its own transactions. */
@Tag("once")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class TransactionIT {
  @TempDir private Path folder;

  private ServerProcess server;
  private Person alice;

  private static Path warWithAShop(Path folder) {
    Path war = folder.resolve("ROOT.war");
    ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(Path.of(System.getProperty("it.war", "target/parlance.war")).toFile())
        .as(WebArchive.class)
        .addPackage(GiftsResource.class.getPackage())
        .as(ZipExporter.class)
        .exportTo(war.toFile(), true);
    return war;
  }

  @ParameterizedTest
  @ValueSource(strings = {"payara", "wildfly"})
  void eventGoesOutAfterTheCommitOnceAndNeverWithoutIt(String name) {
    Map<String, String> settings =
        Map.of(
            "parlance.topics.families", "guests,ticker",
            "parlance.topics.family.ticker.durable", "false",
            "parlance.topics.family.guests.subscribe", "bean:guests",
            "parlance.topics.family.guests.publish", "bean:guests");
    try (ServerDatabase h2 = ServerDatabase.named("h2", folder);
        ServerProcess started = ServerProcess.deployed(name, warWithAShop(folder), h2, settings)) {
      server = started;
      alice = People.named(server.base(), "alice", List.of());
      commitsAndRollbacks("list:" + Unique.text(""));
      commitsAndRollbacks("ticker:" + Unique.text(""));
      crashes();
      asksTheBean();
    }
  }

  private void commitsAndRollbacks(String topic) {
    try (TopicClient client = TopicClient.of(alice)) {
      client.subscribe(topic);
      add(topic, "one", "commit", 204);
      add(topic, "two", "rollback", 204);
      add(topic, "three", "bad", 500);
      add(topic, "half", "error", 500);
      add(topic, "four", "commit", 204);
      Json last =
          client.await(
              "the last",
              f -> "four".equals(f.textOrNull("data.entity_id")) && f.number("offset") == 4);
      assertThat(last.at("data.payload")).isEqualTo(Json.object("to", "bob"));
      assertThat(last.text("data.user_id")).isEqualTo("77");
      assertThat(client.offsets(topic)).containsExactly(1L, 2L, 3L, 4L);
      assertThat(client.events(topic))
          .extracting(f -> f.text("event") + " " + f.text("data.entity_id"))
          .containsExactly("ADDED one", "ASSIGNED one", "ADDED four", "ASSIGNED four");
    }
  }

  /** Not through the test kit's REST: no contract knows the shop. */
  private void add(String topic, String id, String fate, int status) {
    URI path = server.base().resolve("/v1/shop/" + topic + "/" + id + "?fate=" + fate);
    HttpRequest request =
        HttpRequest.newBuilder(path)
            .header("Authorization", "Bearer " + alice.token())
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      int got =
          HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(got).isEqualTo(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void crashes() {
    String topic = "list:" + Unique.text("");
    Json place;
    try (TopicClient client = TopicClient.of(alice)) {
      place = client.subscribe(topic);
      try {
        add(topic, "kept", "crash", 0);
      } catch (UncheckedIOException gone) {
        assertThat(client.socket().awaitClose()).isEqualTo(1006);
      }
    }
    server.kill();
    server.start();
    try (TopicClient client = TopicClient.of(alice)) {
      assertThat(client.resume(topic, place.text("epoch"), 0).flag("recovered")).isTrue();
      client.await("both", f -> f.has("event") && f.number("offset") == 2);
      add(topic, "next", "commit", 204);
      client.await("more", f -> f.has("event") && f.number("offset") == 4);
      assertThat(client.events(topic))
          .extracting(f -> f.text("data.entity_id"))
          .containsExactly("kept", "kept", "next", "next");
    }
  }

  private void asksTheBean() {
    Person bob = People.named(server.base(), "bob", List.of());
    String topic = "guests:" + alice.username();
    try (TopicClient own = TopicClient.of(alice);
        TopicClient other = TopicClient.of(bob)) {
      own.subscribe(topic);
      other.send("subscribe", "topic", topic);
      other.error("Topic not allowed");
      Json event = Publisher.event("ADDED", "hers");
      alice.rest().send("POST", Publisher.path(topic), event).expect(202);
      bob.rest().send("POST", Publisher.path(topic), event).problem(403);
      own.event("hers");
      bob.rest().send("POST", Publisher.path("guests:broken"), event).problem(500);
    }
  }
}
