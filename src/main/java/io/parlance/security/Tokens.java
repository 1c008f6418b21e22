package io.parlance.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.parlance.protocol.Refused;
import io.parlance.storage.Database;
import io.parlance.storage.Outage;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The one validator, for REST and sockets alike.
 *
 * <p>Keys are kept for five minutes. A token that names an unknown key makes them be fetched at
 * once, twice in ten seconds at most, so verifying may take as long as the provider does: call it
 * on a thread that may wait.
 */
@ApplicationScoped
public class Tokens {
  private static final long KEPT = TimeUnit.MINUTES.toMillis(5);
  private static final long WAIT = TimeUnit.SECONDS.toMillis(6);
  private static final long BETWEEN_FETCHES = TimeUnit.SECONDS.toMillis(10);
  private static final long OUTAGE = TimeUnit.HOURS.toMillis(4);

  @Inject private Database database;
  @Inject private Clock clock;

  private TokenSettings settings;
  private OwnKeys own;
  private Verifier verifier;
  private volatile RSAKey signing;

  @PostConstruct
  void open() {
    settings = TokenSettings.configured();
    own = new OwnKeys(database.source(), clock);
    verifier =
        new Verifier(settings, cached(settings.local() ? own : new ProviderKeys(settings)), clock);
  }

  /** Keeps keys in memory; whoever needs them fetches them, not threads of Nimbus's own. */
  static JWKSource<SecurityContext> cached(JWKSetSource<SecurityContext> keys) {
    return JWKSourceBuilder.create(keys)
        .cache(KEPT, WAIT)
        .refreshAheadCache(false)
        .rateLimited(BETWEEN_FETCHES)
        .outageTolerant(OUTAGE)
        .build();
  }

  /**
   * What a token says, once it is seen to be good.
   *
   * @throws Refused {@code unauthorized}; {@code unavailable} where the keys cannot be had
   */
  public Token verify(String jwt) {
    return verifier.verify(jwt);
  }

  /** Warns of an identity provider that is set up wrongly; may take as long as that does. */
  void lookAtProvider() {
    verifier.lookAtProvider();
  }

  public TokenSettings settings() {
    return settings;
  }

  /** The keys that tokens of our own are verified with; none where a provider signs them. */
  JWKSet published() throws SQLException {
    return settings.local() ? own.published() : new JWKSet();
  }

  RSAKey signingKey() {
    RSAKey key = signing;
    if (key == null) {
      try {
        key = own.signing();
        signing = key;
      } catch (SQLException e) {
        throw Outage.away();
      } catch (JOSEException e) {
        throw new IllegalStateException("No key could be made", e);
      }
    }
    return key;
  }
}
