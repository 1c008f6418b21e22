package io.parlance.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parlance.protocol.ErrorCode;
import io.parlance.protocol.Refused;
import io.parlance.storage.Database;
import io.parlance.storage.Outage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Signing in where no identity provider is configured: a password for a token of our own. */
@ApplicationScoped
public class LocalAccounts {
  private static final int PER_NAME = 10;
  private static final int PER_ADDRESS = 120;

  /** Hashing takes a core for a tenth of a second: it may not take all of them. */
  private static final int HASHING_AT_ONCE =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** A token, and for how many seconds it is good. */
  public record Issued(String token, long expiresIn) {}

  /** Somebody who can sign in, in the words of a token. */
  public record Member(
      String issuer,
      String subject,
      String username,
      String name,
      String email,
      Set<String> roles) {}

  private final Turnstile hashing =
      new Turnstile(
          HASHING_AT_ONCE, 16, Duration.ofSeconds(2), "too many are signing in; try again");

  /** Where the database hangs, whoever asks it waits for seconds. */
  private final Turnstile reading =
      new Turnstile(
          16, Integer.MAX_VALUE, Duration.ofMillis(250), "the database is slow; try again");

  private final Attempts attempts = new Attempts(PER_NAME, PER_ADDRESS);

  @Inject private Database database;
  @Inject private Tokens tokens;
  @Inject private Clock clock;

  private Accounts accounts;
  private boolean demo;

  @PostConstruct
  void open() {
    accounts = new Accounts(database.source());
    demo = Demo.isOn();
  }

  /**
   * A token for who knows the password.
   *
   * @throws Refused {@code unauthorized}, in the same words and time whether the name exists or
   *     not; {@code rate_limited}; {@code unavailable} where too many come at once; {@code
   *     not_found} where a provider keeps the accounts
   */
  public Issued signIn(String username, String password, String address) {
    needLocal();
    String name = username.strip().toLowerCase(Locale.ROOT);
    attempts.take(name, address);
    Optional<Account> account;
    try {
      account = knowing(name, password);
    } catch (Refused unavailable) {
      // nobody has looked at the password
      attempts.giveBack(name, address);
      throw unavailable;
    }
    Account known =
        account.orElseThrow(
            () -> new Refused(ErrorCode.UNAUTHORIZED, "the name or the password is wrong"));
    attempts.giveBack(name, address);
    return issue(known, clock.instant());
  }

  /** The account with that name and that password. */
  private Optional<Account> knowing(String name, String password) {
    Optional<Account> account = guarded(() -> accounts.byUsername(name)).filter(this::isOpen);
    String kept = account.map(Account::password).orElse(null);
    return hashing.through(() -> Passwords.matches(password, kept)) ? account : Optional.empty();
  }

  /**
   * A fresh token for one that is still good, until the session's end or a new password.
   *
   * @throws Refused {@code unauthorized}: sign in again
   */
  public Issued refresh(Token token) {
    needLocal();
    Instant since =
        token.getClaim("auth_time") instanceof Long seconds
            ? Instant.ofEpochSecond(seconds)
            : Instant.EPOCH;
    Account account =
        guarded(() -> accounts.byId(token.getSubject()))
            .filter(this::isOpen)
            .filter(found -> since.isAfter(found.changedAt().minusSeconds(1)))
            .filter(found -> clock.instant().isBefore(since.plus(tokens.settings().session())))
            .orElseThrow(() -> new Refused(ErrorCode.UNAUTHORIZED, "sign in again"));
    return issue(account, since);
  }

  /** A token for somebody of the demonstration, as the server itself needs one. */
  public String demoToken(String username) {
    Account account =
        guarded(() -> accounts.byUsername(username)).filter(this::isOpen).orElseThrow();
    return issue(account, clock.instant()).token();
  }

  /** Everybody who can sign in; nobody where a provider keeps the accounts. */
  public List<Member> members() {
    TokenSettings settings = tokens.settings();
    if (!settings.local()) {
      return List.of();
    }
    return guarded(accounts::all).stream()
        .filter(this::isOpen)
        .map(
            account ->
                new Member(
                    settings.issuer(),
                    account.id(),
                    account.username(),
                    account.name(),
                    account.email(),
                    account.roles()))
        .toList();
  }

  private void needLocal() {
    if (!tokens.settings().local()) {
      throw new Refused(ErrorCode.NOT_FOUND, "the accounts are an identity provider's");
    }
  }

  /** Everybody knows a demonstration's password. */
  private boolean isOpen(Account account) {
    return demo || !account.demo();
  }

  private Issued issue(Account account, Instant since) {
    TokenSettings settings = tokens.settings();
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(settings.issuer())
            .audience(List.copyOf(settings.audiences()))
            .subject(account.id())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(settings.lifetime())))
            .claim("auth_time", since.getEpochSecond())
            .claim("preferred_username", account.username())
            .claim("name", account.name())
            .claim("email", account.email())
            .claim("groups", List.copyOf(account.roles()))
            .build();
    return new Issued(sign(claims), settings.lifetime().toSeconds());
  }

  private String sign(JWTClaimsSet claims) {
    RSAKey key = tokens.signingKey();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            claims);
    try {
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("A token could not be signed", e);
    }
  }

  private interface Reading<T> {
    T read() throws SQLException;
  }

  private <T> T guarded(Reading<T> asked) {
    return reading.through(() -> translated(asked));
  }

  private static <T> T translated(Reading<T> asked) {
    try {
      return asked.read();
    } catch (SQLException e) {
      throw Outage.refusal(e)
          .<RuntimeException>map(refused -> refused)
          .orElseGet(() -> new IllegalStateException("The accounts cannot be read", e));
    }
  }
}
