package io.parlance.gateway;

import io.parlance.hub.Connection;
import io.parlance.hub.Form;
import io.parlance.hub.Hub;
import io.parlance.hub.Wire;
import io.parlance.limits.Limit;
import io.parlance.limits.Limits;
import io.parlance.limits.RateLimiter;
import io.parlance.people.People;
import io.parlance.presence.Presence;
import io.parlance.protocol.CloseReason;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.security.Tickets;
import io.parlance.storage.Outage;
import io.parlance.storage.Threads;
import io.parlance.storage.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * From an open socket to a person's connection: protocol.md, section 2. The token is looked for in
 * the header, in {@code ?token=}, in {@code ?ticket=}, and then in a first frame.
 */
@ApplicationScoped
public class Entrance {
  /** The largest frame in bytes, and so in characters: 64 KiB (protocol.md, section 2, 1009). */
  static final int BUFFER = 65_536;

  private static final Logger LOG = Logger.getLogger(Entrance.class.getName());

  /** A flood has ebbed when nothing came for so long; so often is looked. */
  private static final int EBB_MILLIS = 300;

  private static final int EBBS = 30;

  /** Characters, in frames of any number, that may come while a token is being verified. */
  private static final int EARLY_CHARS = 4 * BUFFER;

  @Inject private People people;
  @Inject private Tickets tickets;
  @Inject private Hub hub;
  @Inject private Presence presence;
  @Inject private Limits limits;
  @Inject private Workers workers;
  @Inject private Threads threads;
  @Inject private Wires wires;
  @Inject private RateLimiter rates;

  // How many sockets each address has; written by visits that come and go, bounded by them.
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

  Visit visit(Socket socket, Session session, EndpointConfig config) {
    Map<String, Object> properties = config.getUserProperties();
    String address = (String) properties.getOrDefault(Handshake.ADDRESS, "");
    Form form = Form.of(session.getNegotiatedSubprotocol());
    Visit visit = new Visit(socket, wires.to(session), form, address);
    int now = byAddress.merge(address, 1, Integer::sum);
    if (now > limits.value(Limit.CONNECTIONS_PER_ADDRESS)
        || rates.isSpent(address, RateLimiter.Kind.ATTEMPTS)) {
      visit.close(CloseReason.TRY_AGAIN_LATER);
    } else {
      visit.start(session.getRequestParameterMap(), properties);
    }
    return visit;
  }

  /** One socket on its way in, and after. What several threads change its monitor guards. */
  final class Visit {
    private final Socket socket;
    private final Wire wire;
    private final Form form;
    private final String address;
    private final ArrayList<String> early = new ArrayList<>(0);
    private int earlyChars;
    private volatile ScheduledFuture<?> deadline;
    private boolean verifying;
    private boolean over;
    private volatile Connection connection;

    Visit(Socket socket, Wire wire, Form form, String address) {
      this.socket = socket;
      this.wire = wire;
      this.form = form;
      this.address = address;
    }

    void start(Map<String, List<String>> query, Map<String, Object> properties) {
      String header = (String) properties.get(Handshake.AUTHORIZATION);
      boolean isBearer = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7);
      // another scheme may be a proxy's
      boolean isTold = query.containsKey("token") || query.containsKey("ticket");
      if (isBearer || (header != null && !isTold)) {
        String token = isBearer ? header.substring(7).trim() : "";
        verify(() -> people.signIn(token));
      } else if (query.containsKey("token")) {
        String token = query.get("token").get(0);
        verify(() -> people.signIn(token));
      } else if (query.containsKey("ticket")) {
        String ticket = query.get("ticket").get(0);
        verify(() -> people.caller(tickets.redeem(ticket)));
      } else {
        deadline =
            threads
                .timer()
                .schedule(
                    () -> close(socket.unauthenticated()),
                    limits.value(Limit.AUTHENTICATION_SECONDS),
                    TimeUnit.SECONDS);
      }
    }

    private void verify(java.util.function.Supplier<Caller> who) {
      synchronized (this) {
        verifying = true;
      }
      workers
          .call(
              () -> {
                Caller caller = who.get();
                socket.admit(caller);
                return caller;
              })
          .whenComplete(
              (caller, failure) -> {
                if (failure == null) {
                  admit(caller);
                } else {
                  refuse(failure);
                }
              });
    }

    private void admit(Caller caller) {
      try {
        enter(caller);
      } catch (RuntimeException e) {
        refuse(Outage.translated(e));
      } catch (Error e) {
        refuse(e);
      }
    }

    private void refuse(Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (!(cause instanceof Refused refused)) {
        LOG.log(Level.SEVERE, "A socket could not be let in", cause);
        close(CloseReason.INTERNAL);
      } else if (refused.code() == ErrorCode.UNAVAILABLE
          || refused.code() == ErrorCode.RATE_LIMITED) {
        close(CloseReason.TRY_AGAIN_LATER);
      } else if (refused.code() == ErrorCode.NOT_FOUND) {
        close(CloseReason.CHANNEL_ACCESS_DENIED);
      } else {
        rates.count(address, RateLimiter.Kind.ATTEMPTS);
        close(socket.unauthenticated());
      }
    }

    private void enter(Caller caller) {
      Connection entered;
      synchronized (this) {
        if (over) {
          return;
        }
        entered = hub.register(socket.door(), caller, wire, form);
        connection = entered;
      }
      if (entered == null) {
        close(CloseReason.TRY_AGAIN_LATER);
        return;
      }
      presence.arrived(caller);
      socket.opened(entered);
      // what came while the token was verified is taken in its order, before what comes now
      synchronized (this) {
        verifying = false;
        for (String text : List.copyOf(early)) {
          take(entered, text);
        }
        early.clear();
        early.trimToSize();
      }
    }

    private void take(Connection known, String text) {
      if (known.closing() == null) {
        socket.frame(known, text);
        if (known.closing() == CloseReason.POLICY) {
          ebb(known, EBBS);
        }
      }
    }

    void text(String text) {
      synchronized (this) {
        if (over) {
          return;
        }
        if (verifying) {
          earlyChars += text.length() + 1;
          if (earlyChars > EARLY_CHARS) {
            close(CloseReason.POLICY);
          } else {
            early.add(text);
          }
          return;
        }
      }
      Connection known = connection;
      if (known != null) {
        known.heard();
        take(known, text);
      } else {
        authenticate(text);
      }
    }

    /** The first frame of a socket that came without a token. */
    private void authenticate(String text) {
      String token = FirstFrame.token(text, form.takesArrays());
      if (token == null) {
        close(socket.unauthenticated());
        return;
      }
      // it came in time, however long its verification takes
      deadline.cancel(false);
      synchronized (this) {
        // the frame is answered like any other once its sender is known
        early.add(text);
      }
      verify(() -> people.signIn(token));
    }

    /** Closes a flooding socket when its flood has ebbed, or after so many looks. */
    private void ebb(Connection flooding, int looks) {
      boolean isQuiet = flooding.silentMillis() > EBB_MILLIS;
      if (isQuiet || looks == 0) {
        wire.close(CloseReason.POLICY);
      } else {
        threads.timer().schedule(() -> ebb(flooding, looks - 1), EBB_MILLIS, TimeUnit.MILLISECONDS);
      }
    }

    void heard() {
      Connection known = connection;
      if (known != null) {
        known.heard();
      }
    }

    void close(CloseReason reason) {
      Connection known = connection;
      if (known != null) {
        known.close(reason);
      }
      if (known == null || reason == CloseReason.POLICY) {
        wire.close(reason);
      }
      gone();
    }

    void gone() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
        early.clear();
      }
      byAddress.computeIfPresent(address, (key, sockets) -> sockets > 1 ? sockets - 1 : null);
      if (deadline != null) {
        deadline.cancel(false);
      }
      Connection known = connection;
      if (known != null) {
        hub.unregister(known);
        presence.left(known.caller());
      }
    }
  }
}
