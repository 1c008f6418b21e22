package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Server;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who reads late, without TLS and where the server itself does it: the roads past its WebSocket
 * differ, and each has several that take turns once a client does not keep up.
 */
class LateReaderIT {
  /** More than what the kernel takes for one socket at first. */
  private static final int MESSAGES = 500;

  /** Messages of an answer, together more than any buffer takes. */
  private static final int PAGE = 100;

  private static final String EMOJI = "\uD83D\uDE00".repeat(4_000);

  /** More than there are threads that write answers. */
  private static final int UNREAD = 40;

  private static final String LARGE = "x".repeat(3_900);

  @BeforeEach
  void onceIsEnough() {
    assumeThat(Server.isOurs()).as("a server that the tests started").isTrue();
    assumeThat(System.getProperty("it.db")).as("the database has no part in it").isEqualTo("h2");
  }

  @ParameterizedTest
  @CsvSource({"http,none", "http," + ChatClient.BATCH, "https,none", "https," + ChatClient.BATCH})
  void whoReadsLateGetsAllInOrder(String scheme, String subprotocol) {
    URI server = scheme.equals("https") ? Server.secure() : Server.base();
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    long channel = alice.startsGroup(bob);
    List<String> said = IntStream.range(0, MESSAGES).mapToObj(i -> i + LARGE).toList();
    try (RawSocket reader = late(server, bob, channel, subprotocol);
        ChatClient writer = alice.chat()) {
      for (String content : said) {
        writer.say(channel, content);
        reader.frame(
            true, RawSocket.PING, content.substring(0, 100).getBytes(StandardCharsets.UTF_8));
      }
      reader.startReading();
      reader.await("new_message", frame -> said.get(MESSAGES - 1).equals(content(frame)));
      List<String> heard = reader.seen("new_message").stream().map(LateReaderIT::content).toList();
      // it may have come in when the first were said already
      assertThat(heard).hasSizeGreaterThan(MESSAGES / 2);
      assertThat(heard).isEqualTo(said.subList(MESSAGES - heard.size(), MESSAGES));
      reader.frame(true, RawSocket.CLOSE, ByteBuffer.allocate(2).putShort((short) 1000).array());
      assertThat(reader.awaitClose()).isEqualTo(1000);
    }
  }

  /** WildFly writes without waiting, and calls each that hangs up amid an answer an error. */
  @Test
  void whoReadsNoAnswersHoldsUpNobodyElse() throws IOException {
    assumeThat(System.getProperty("it.server")).isEqualTo("payara");
    Person alice = People.named("alice");
    Person bob = People.named("bob");
    long channel = alice.startsGroup(bob);
    try (ChatClient writer = alice.chat()) {
      for (int i = 0; i < PAGE; i++) {
        writer.say(channel, i + EMOJI);
      }
    }
    String page = Person.messages(channel) + "?limit=" + PAGE;
    List<Socket> unread = new ArrayList<>();
    try {
      for (int i = 0; i < UNREAD; i++) {
        unread.add(RawSocket.unread(Server.base(), page, 8, "Bearer " + bob.token()));
      }
      assertTimeoutPreemptively(
          Duration.ofMinutes(2),
          () -> {
            for (int i = 0; i < 5; i++) {
              alice.rest().get(page).expect(200);
              alice.chatIn(channel).close();
            }
          });
    } finally {
      for (Socket socket : unread) {
        socket.close();
      }
    }
  }

  /** At the conversation's door, and not reading yet. */
  private static RawSocket late(URI server, Person person, long channel, String subprotocol) {
    return RawSocket.deaf(
        server,
        "/v1/ws/" + channel,
        "Authorization: Bearer " + person.token(),
        "Sec-WebSocket-Protocol: " + subprotocol);
  }

  private static String content(Json frame) {
    return frame.textOrNull("data.message.content");
  }
}
