package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Rest;
import io.parlance.testkit.Server;
import io.parlance.testkit.TopicClient;
import io.parlance.testkit.Unique;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who takes nothing, not even the frame that says goodbye, is cut off. */
@Execution(ExecutionMode.CONCURRENT)
class DeafIT {
  /** Together more than the kernel and the server keep for one socket. */
  private static final int EVENTS = 200;

  private static final String LARGE = "x".repeat(50_000);

  @Test
  void whoTakesNothingIsCutAndTheOthersHearEverything() {
    assumeThat(System.getProperty("it.db")).as("the database has no part in it").isEqualTo("h2");
    Person publisher = People.withRole("publisher", "publisher");
    Person bob = People.named("bob");
    String topic = "list:" + Unique.text("");
    String address = "/v1/topics/" + Rest.encode(topic) + "/events";
    try (TopicClient alice = TopicClient.of(People.named("alice"));
        RawSocket deaf =
            RawSocket.deaf(
                Server.base(), TopicClient.DOOR, "Authorization: Bearer " + bob.token())) {
      alice.subscribe(topic);
      deaf.text("{\"action\":\"subscribe\",\"topic\":\"" + topic + "\"}");
      alice.await("joined", frame -> "joined".equals(frame.textOrNull("presence")));
      for (int i = 1; i <= EVENTS; i++) {
        Json data = Json.object("entity_id", "e" + i, "payload", Json.object("large", LARGE));
        publisher.rest().post(address, "event", "ADDED", "data", data).expect(202);
      }
      alice.event("e" + EVENTS);
      assertThat(alice.offsets(topic)).hasSize(EVENTS);
      await().atMost(Duration.ofMinutes(1)).until(() -> isCut(deaf));
    }
  }

  private static boolean isCut(RawSocket socket) {
    socket.frame(true, RawSocket.PING, new byte[0]);
    return socket.isClosed();
  }
}
