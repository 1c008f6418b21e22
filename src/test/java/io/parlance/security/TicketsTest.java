package io.parlance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.protocol.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private Instant now = Mint.NOW;
  private final Tickets tickets =
      new Tickets(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  private static Token token(long lifetime) {
    return new Token(Map.of("sub", "alice", "exp", Mint.NOW.getEpochSecond() + lifetime));
  }

  @Test
  void ticketStandsForItsTokenOnce() {
    Token token = token(600);
    String ticket = tickets.issue(token);
    assertThat(tickets.redeem(ticket)).isSameAs(token);
    assertThatThrownBy(() -> tickets.redeem(ticket)).isInstanceOf(Refused.class);
  }

  @Test
  void oldTicketIsRefused() {
    String ticket = tickets.issue(token(600));
    now = now.plus(Tickets.LIFETIME).plus(Duration.ofMillis(1));
    assertThatThrownBy(() -> tickets.redeem(ticket)).isInstanceOf(Refused.class);
  }

  @Test
  void ticketDoesNotOutliveItsToken() {
    String ticket = tickets.issue(token(10));
    now = now.plusSeconds(11);
    assertThatThrownBy(() -> tickets.redeem(ticket)).isInstanceOf(Refused.class);
  }

  @Test
  void ticketOfNobodyIsRefused() {
    assertThatThrownBy(() -> tickets.redeem(null)).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> tickets.redeem("")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> tickets.redeem("a".repeat(43))).isInstanceOf(Refused.class);
  }

  @Test
  void ticketsCannotBeGuessed() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String ticket = tickets.issue(token(600));
      assertThat(ticket).hasSize(43);
      assertThat(seen.add(ticket)).isTrue();
    }
  }

  @Test
  void ofTwoThatRaceOneGetsIn() {
    String ticket = tickets.issue(token(600));
    AtomicInteger in = new AtomicInteger();
    IntStream.range(0, 64)
        .parallel()
        .forEach(
            i -> {
              try {
                tickets.redeem(ticket);
                in.incrementAndGet();
              } catch (Refused late) {
                assertThat(late).hasMessageContaining("ticket");
              }
            });
    assertThat(in).hasValue(1);
  }
}
