package io.parlance.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.security.Caller;
import io.parlance.security.LocalAccounts.Member;
import io.parlance.security.Token;
import io.parlance.security.Tokens;
import io.parlance.security.Turnstile;
import io.parlance.storage.Jdbc;
import io.parlance.storage.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Everybody who has signed in, and the way from a token to a caller. */
@ApplicationScoped
public class People {
  private static final int ATTEMPTS = 10;
  private static final int KEPT = 50_000;

  /** Another node's suspending counts here after this long at the latest. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** Requests ask on threads of the server's: where the database hangs, a few of them wait. */
  private static final int ASKING_AT_ONCE = 16;

  private record Identity(String issuer, String subject) {}

  /** Written by whoever signs in; the least used go first. */
  private final Cache<Identity, Known> known =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).build();

  private final Turnstile asking =
      new Turnstile(
          ASKING_AT_ONCE,
          Integer.MAX_VALUE,
          Duration.ofMillis(250),
          "the database is slow; try again");

  @Inject private Tokens tokens;
  @Inject private Register register;
  @Inject private Directory directory;

  /**
   * Who the token says asks. May wait for the database or the provider's keys.
   *
   * @throws Refused {@code unauthorized} for a token that is not good; {@code access_denied} for
   *     somebody suspended; {@code unavailable}
   */
  public Caller signIn(String jwt) {
    return caller(tokens.verify(jwt));
  }

  /** The same for a token that was verified; somebody unknown so far is written down. */
  public Caller caller(Token token) {
    Told told = Told.of(token);
    Identity identity = new Identity(told.issuer(), told.subject());
    Known person = known.getIfPresent(identity);
    if (person == null || !person.agrees(told)) {
      person = guarded(() -> learn(told));
      known.put(identity, person);
    }
    if (person.suspended()) {
      throw Refused.denied("this account is suspended");
    }
    return person.caller(token);
  }

  /** Writes somebody down who has not signed in yet, so that others find them. */
  public void introduce(Member member) {
    translated(() -> learn(Told.of(member)));
  }

  /** The person with that id; not found for one that is not there. */
  public Person person(long id) {
    return guarded(() -> register.find(id)).orElseThrow(Refused::notFound);
  }

  /** Takes another name to be shown, until the provider tells a new one. */
  public Person rename(Caller caller, String name) {
    Person person =
        guarded(() -> register.rename(caller.userId(), DisplayNames.fit(name, name)))
            .orElseThrow(Refused::notFound);
    forget(person);
    directory.remember(person);
    return person;
  }

  /** Those of them who are suspended; their tokens are refused here from now on. */
  public List<Long> suspendedOf(Set<Long> ids) {
    List<Register.Suspended> suspended = translated(() -> register.suspendedOf(ids));
    suspended.forEach(one -> known.invalidate(new Identity(one.issuer(), one.subject())));
    return suspended.stream().map(Register.Suspended::id).toList();
  }

  /** People whose username or name begins with that, by username, after the one named. */
  public List<Person> search(String beginning, String after, int limit) {
    String start = beginning.strip().toLowerCase(Locale.ROOT);
    String pattern = start.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return guarded(() -> register.search(pattern, after, limit));
  }

  private void forget(Person person) {
    known.invalidate(new Identity(person.issuer(), person.subject()));
  }

  /** Two that come first at once: the unique keys let one in, the other finds it. */
  private Known learn(Told told) {
    RuntimeException last = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Known> found = register.update(told);
      if (found.isPresent()) {
        return found.get();
      }
      try {
        return register.add(told, Usernames.candidate(told.wished(), attempt));
      } catch (RuntimeException e) {
        if (!Jdbc.isDuplicate(e)) {
          throw e;
        }
        last = e;
      }
    }
    throw new Refused(ErrorCode.UNAVAILABLE, "no username is free: " + last.getClass());
  }

  private <T> T guarded(Supplier<T> work) {
    return asking.through(() -> translated(work));
  }

  private static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw Outage.translated(e);
    }
  }
}
