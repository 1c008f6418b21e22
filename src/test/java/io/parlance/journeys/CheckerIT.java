package io.parlance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.testkit.ChatClient;
import io.parlance.testkit.Checker;
import io.parlance.testkit.Json;
import io.parlance.testkit.People;
import io.parlance.testkit.Person;
import io.parlance.testkit.Proxy;
import io.parlance.testkit.RawSocket;
import io.parlance.testkit.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acknowledged means kept, whatever happens between the clients and the server. */
class CheckerIT {
  private static Checker.Plan plan() {
    return Checker.Plan.at(Server.base());
  }

  @Test
  void withoutAFault() {
    Checker.prepared(plan()).run().told("no fault").assertWhole();
  }

  @Test
  void fiftyWritersInOneConversation() {
    Checker.prepared(plan().writers(50, 8)).run().told("50 writers").assertWhole();
  }

  @Test
  void connectionsCutAtRandom() {
    try (Proxy proxy = Proxy.to(Server.base(), 1)) {
      Checker checker = Checker.prepared(plan().through(proxy));
      checker
          .run(
              () -> {
                for (double share = 0.05; share < 0.9; share += 0.05) {
                  checker.reach(share);
                  proxy.cut(0.4);
                }
              })
          .told("connections cut at random")
          .assertWhole();
      assertThat(proxy.cuts()).isPositive();
    }
  }

  @Test
  void everyConnectionCutAtOnce() {
    try (Proxy proxy = Proxy.to(Server.base(), 2)) {
      Checker checker = Checker.prepared(plan().through(proxy).readers(20));
      checker
          .run(
              () -> {
                for (double share : new double[] {0.25, 0.5, 0.75}) {
                  checker.reach(share);
                  proxy.cut(1);
                }
              })
          .told("everybody cut at once")
          .assertWhole();
    }
  }

  @Test
  void acknowledgementsLostAndSentAgainOverTheOtherDoor() {
    try (Proxy proxy = Proxy.to(Server.base(), 3).losingAcknowledgements(0.3)) {
      Checker checker =
          Checker.prepared(
              plan().through(proxy).writers(8, 15).acknowledgedWithin(Duration.ofMillis(700)));
      checker
          .run(
              () -> {
                checker.reach(0.8);
                proxy.losingAcknowledgements(0);
              })
          .told("acknowledgements lost")
          .assertWhole();
      assertThat(proxy.dropped()).isPositive();
    }
  }

  @Test
  void readersThatStopReadingDelayNobody() {
    Checker checker = Checker.prepared(plan().padding(3900).writers(8, 240));
    List<RawSocket> deaf = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      deaf.add(joinedButDeaf(checker));
    }
    checker.run().told("readers that stop reading").assertWhole();
    for (RawSocket socket : deaf) {
      socket.startReading();
      assertThat(socket.awaitClose(Duration.ofSeconds(30))).isIn(1013, RawSocket.CUT);
      socket.close();
    }
  }

  private static RawSocket joinedButDeaf(Checker checker) {
    Person person = People.named("deaf");
    checker
        .owner()
        .rest()
        .post(Person.participants(checker.channel()), "user_id", person.id())
        .expect(201);
    RawSocket socket =
        RawSocket.deaf(Server.base(), ChatClient.CHAT, "Authorization: Bearer " + person.token());
    socket.text(Json.object("type", "join_channel", "channel_id", checker.channel()).toString());
    return socket;
  }
}
