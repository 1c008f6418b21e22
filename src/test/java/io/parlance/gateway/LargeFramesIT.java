package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.JavaProcesses;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What a client once said is not kept for as long as it stays: but for the buffer in which Grizzly
 * took it from the line, of 64 KiB.
 */
class LargeFramesIT {
  private static final int SOCKETS = 200;
  private static final int BYTES = 60_000;
  private static final Pattern ARRAYS = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\[B ");

  @Test
  void aLargeFrameIsKeptOnceAtMost() throws IOException {
    assumeTrue(Server.isOurs(), "a server that the tests did not start");
    List<ChatClient> clients = new ArrayList<>();
    try {
      while (clients.size() < SOCKETS) {
        Person person = People.named("talker");
        for (int i = 0; i < 40; i++) {
          clients.add(person.chat());
        }
      }
      long before = bytes();
      String spaces = " ".repeat(BYTES);
      for (ChatClient client : clients) {
        client.sendText("{\"type\":\"ping\"" + spaces + "}");
        client.await("pong");
      }
      assertThat(bytes() - before).isLessThan(SOCKETS * BYTES * 3L / 2);
    } finally {
      clients.forEach(ChatClient::close);
    }
  }

  /** Bytes in arrays of bytes that are alive, in all servers that run. */
  private static long bytes() throws IOException {
    long sum = 0;
    for (String histogram : JavaProcesses.ofChildren("GC.class_histogram")) {
      Matcher matcher = ARRAYS.matcher(histogram);
      sum += matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
    return sum;
  }
}
