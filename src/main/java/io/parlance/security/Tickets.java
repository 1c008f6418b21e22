package io.parlance.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** One-time tickets: what a browser may put into a socket's address instead of a token. */
@ApplicationScoped
public class Tickets {
  public static final Duration LIFETIME = Duration.ofSeconds(30);

  private static final int BYTES = 32;
  private static final int MOST = 50_000;

  private record Ticket(Token token, Instant expiresAt) {}

  private final SecureRandom random = new SecureRandom();

  /** Written by who signs in; a ticket leaves it when it is used, or after 30 s. */
  private final Cache<String, Ticket> tickets =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFETIME).build();

  private final Clock clock;

  protected Tickets() {
    this(Clock.systemUTC());
  }

  @Inject
  public Tickets(Clock clock) {
    this.clock = clock;
  }

  /** A ticket that stands for this token, once. */
  public String issue(Token token) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    tickets.put(ticket, new Ticket(token, clock.instant().plus(LIFETIME)));
    return ticket;
  }

  /**
   * The token that the ticket stands for; the ticket is gone after that.
   *
   * @throws Refused {@code unauthorized} for one that is unknown, used or too old
   */
  public Token redeem(String ticket) {
    // remove() of the map is atomic: of two sockets with one ticket, one gets it
    Ticket found = ticket == null ? null : tickets.asMap().remove(ticket);
    Instant now = clock.instant();
    if (found == null || now.isAfter(found.expiresAt()) || now.isAfter(found.token().expiresAt())) {
      throw new Refused(ErrorCode.UNAUTHORIZED, "the ticket is not valid");
    }
    return found.token();
  }
}
